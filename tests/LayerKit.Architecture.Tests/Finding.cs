namespace LayerKit.Architecture.Tests;

/// <summary>One place that breaks a rule.</summary>
/// <param name="Path">The file, relative to the repository's root.</param>
/// <param name="Line">The line, from 1; 0 for the file as a whole.</param>
/// <param name="Text">What was found there, with its number where the rule has one.</param>
internal readonly record struct Finding(string Path, int Line, string Text)
{
    public override string ToString() => Line == 0 ? $"{Path}: {Text}" : $"{Path}:{Line}: {Text}";
}
