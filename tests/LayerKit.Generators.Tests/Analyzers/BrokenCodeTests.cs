namespace LayerKit.Generators.Tests.Analyzers;

/// <summary>An editor shows code that is half written; no analyzer may fail on it.</summary>
public sealed class BrokenCodeTests
{
    private const int Parts = 12;

    public static TheoryData<int> Offsets => [.. Enumerable.Range(0, Parts)];

    [Theory]
    [MemberData(nameof(Offsets))]
    public async Task Analyzers_stand_code_with_missing_lines(int offset)
    {
        foreach (string source in new[] { Sample.Misuse, Sample.Correct, RuleCase.Of("LK1105").Wrong, RuleCase.Of("LK2004").Wrong })
        {
            string[] kept = [.. source.Split('\n').Where((_, line) => line % Parts != offset)];
            await AnalyzerRun.ReportAsync(Harness.Compile("Broken", [string.Join('\n', kept), Sample.Stubs]), allowErrors: true);
        }
    }

    [Theory]
    [MemberData(nameof(Offsets))]
    public async Task Analyzers_stand_code_that_ends_too_early(int offset)
    {
        foreach (string source in new[] { Sample.Misuse, Sample.Correct })
        {
            await AnalyzerRun.ReportAsync(Harness.Compile("Broken", [source[..(source.Length * (offset + 1) / (Parts + 1))], Sample.Stubs]), allowErrors: true);
        }
    }
}
