namespace LayerKit.Generators.Diagnostics;

/// <summary>Names of what a diagnostic carries for its fix.</summary>
public static class FixProperties
{
    /// <summary>The text to put where the diagnostic is, or the name of the type to use there.</summary>
    public const string Text = "Text";

    /// <summary>The name of the member that the fix is about.</summary>
    public const string Member = "Member";
}
