namespace LayerKit.Architecture.Tests;

/// <summary>Turns findings into a test's verdict.</summary>
internal static class Expect
{
    /// <summary>Fails with every finding on a line of its own.</summary>
    public static void None(string rule, IEnumerable<Finding> findings)
    {
        Finding[] all = [.. findings.OrderBy(finding => finding.Path, StringComparer.Ordinal).ThenBy(finding => finding.Line)];
        if (all.Length > 0)
        {
            Assert.Fail($"{rule}; {all.Length} found:\n{string.Join('\n', all)}");
        }
    }

    /// <summary>Applies a rule to every C# file of the repository.</summary>
    public static void None(string rule, Func<SourceFile, IEnumerable<Finding>> check) => None(rule, Repository.Sources.SelectMany(check));

    /// <summary>Proves that a rule can fail: the sample has to give exactly these findings, each named by a part of its text.</summary>
    public static void Found(IEnumerable<Finding> findings, params string[] parts)
    {
        Finding[] all = [.. findings];
        Assert.True(all.Length == parts.Length, $"expected {parts.Length} findings, got {all.Length}: {string.Join('\n', all)}");
        foreach ((Finding finding, string part) in all.Zip(parts))
        {
            Assert.Contains(part, finding.ToString(), StringComparison.Ordinal);
        }
    }
}
