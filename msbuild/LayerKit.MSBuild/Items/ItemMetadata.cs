namespace LayerKit.MSBuild.Items;

/// <summary>Names of item metadata that more than one task reads or writes.</summary>
internal static class ItemMetadata
{
    public const string Name = "Name";
    public const string Chain = "Chain";
    public const string Parent = "Parent";
    public const string TargetPath = "TargetPath";
    public const string Hash = "Hash";
    public const string Kind = "Kind";
    public const string Layer = "Layer";
    public const string Format = "Format";
    public const string Path = "Path";
    public const string ChainId = "ChainId";
    public const string DiffId = "DiffId";
    public const string FullPath = "FullPath";
    public const string DefiningProjectFullPath = "DefiningProjectFullPath";

    /// <summary>The project file of the item that a task's own item was made from.</summary>
    public const string DefinedIn = "DefinedIn";

    /// <summary>What an input looked like; see <see cref="Incremental.InputStamp"/>.</summary>
    public const string Stamp = "Stamp";
}
