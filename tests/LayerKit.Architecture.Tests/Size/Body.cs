namespace LayerKit.Architecture.Tests.Size;

/// <summary>The code of one member, local function or lambda.</summary>
/// <param name="File">Where it is.</param>
/// <param name="Place">Its first line, as a finding that names it.</param>
/// <param name="Lines">Its lines, braces included; 1 for an expression on one line.</param>
internal sealed record Body(SourceFile File, Finding Place, int Lines);
