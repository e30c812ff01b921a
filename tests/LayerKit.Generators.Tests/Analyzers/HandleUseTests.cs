using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Tests.Analyzers;

/// <summary>Finds what is planted, and nothing in what is right.</summary>
public sealed class HandleUseTests
{
    private static readonly Lazy<Task<(Found[] Planted, Found[] Reported)>> Misuse = new(() => RunAsync(Sample.Misuse));
    private static readonly Lazy<Task<(Found[] Planted, Found[] Reported)>> Correct = new(() => RunAsync(Sample.Correct));

    public static TheoryData<string> MisuseCases => [.. Marked.Cases(Sample.Misuse)];

    public static TheoryData<string> CorrectCases => [.. Marked.Cases(Sample.Correct)];

    [Fact]
    public async Task There_are_40_planted_misuses_and_40_correct_uses()
    {
        (Found[] planted, _) = await Misuse.Value;
        Assert.InRange(planted.Select(found => found.Member).Distinct().Count(), 40, 400);
        Assert.InRange(Marked.Cases(Sample.Correct).Count(), 40, 400);
    }

    [Theory]
    [MemberData(nameof(MisuseCases))]
    public async Task A_planted_misuse_is_found_where_it_is(string member)
    {
        (Found[] planted, Found[] reported) = await Misuse.Value;
        Assert.Equal(planted.Where(found => found.Member == member), reported.Where(found => found.Member == member));
    }

    [Theory]
    [MemberData(nameof(CorrectCases))]
    public async Task A_correct_use_is_left_alone(string member)
    {
        (_, Found[] reported) = await Correct.Value;
        Assert.DoesNotContain(reported, found => found.Member == member);
    }

    private static async Task<(Found[] Planted, Found[] Reported)> RunAsync(string source) =>
        await Marked.CompareAsync(source, await AnalyzerRun.ReportAsync(Harness.Compile("Code", [source])));
}
