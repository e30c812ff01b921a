namespace LayerKit.MSBuild.Items;

/// <summary>The codes of what can be wrong in a build; docs/diagnostics has a page for each.</summary>
internal static class ItemCodes
{
    public const string Unexpected = "LK4000";
    public const string InputMissing = "LK4101";
    public const string UnknownKind = "LK4102";
    public const string DuplicateName = "LK4103";
    public const string NotFound = "LK4104";
    public const string BadValue = "LK4105";
    public const string FormatNotPossible = "LK4401";
    public const string OutputNotWritable = "LK4406";
    public const string Cancelled = "LK4501";
}
