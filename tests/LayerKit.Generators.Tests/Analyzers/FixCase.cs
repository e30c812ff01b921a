namespace LayerKit.Generators.Tests.Analyzers;

/// <summary>A fix: code with one report, the fix's title, and a line of the code afterwards.</summary>
/// <param name="Id">The rule's code.</param>
/// <param name="Title">What the user chooses.</param>
/// <param name="Before">The code.</param>
/// <param name="After">Lines that the code has afterwards.</param>
/// <param name="Leaves">Codes that are left, for a fix that is a first step.</param>
public sealed record FixCase(string Id, string Title, string Before, string After, params string[] Leaves)
{
    public override string ToString() => $"{Id}: {Title}";
}
