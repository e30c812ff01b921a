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
    public const string InputChanged = "LK4106";
    public const string PathOutside = "LK4202";
    public const string SpecialFile = "LK4203";
    public const string LinkOutside = "LK4204";
    public const string DuplicateEntry = "LK4205";
    public const string CaseCollision = "LK4206";
    public const string FormatNotPossible = "LK4401";
    public const string PlatformMismatch = "LK4402";
    public const string OutputNotWritable = "LK4406";
    public const string Cancelled = "LK4501";
    public const string NotReproducible = "LK5001";
    public const string UnsafeMode = "LK5002";
    public const string LargeLayer = "LK5003";
    public const string LooksSecret = "LK5004";
}
