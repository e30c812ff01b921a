namespace LayerKit.MSBuild.Items;

/// <summary>Names of item metadata: what a project writes on <c>LayerImport</c> and <c>LayerExport</c>, what the tasks answer with, and what the SDK says about files.</summary>
internal static class ItemMetadata
{
    public const string Name = "Name";
    public const string Chain = "Chain";
    public const string Parent = "Parent";
    public const string TargetPath = "TargetPath";
    public const string Owner = "Owner";
    public const string Mode = "Mode";
    public const string DirMode = "DirMode";
    public const string Executable = "Executable";
    public const string Symlinks = "Symlinks";
    public const string ExcludeFiles = "ExcludeFiles"; // Exclude is MSBuild's own, and applies to items.
    public const string Whiteout = "Whiteout";
    public const string Opaque = "Opaque";
    public const string Mtime = "Mtime";
    public const string Split = "Split";
    public const string Hash = "Hash";
    public const string Kind = "Kind";
    public const string History = "History";
    public const string Layer = "Layer";
    public const string Format = "Format";
    public const string Match = "Match";
    public const string Order = "Order";

    public const string Tag = "Tag";
    public const string Platform = "Platform";
    public const string Compression = "Compression";

    public const string Path = "Path";
    public const string ChainId = "ChainId";
    public const string DiffId = "DiffId";
    public const string ParentChainId = "ParentChainId";
    public const string Index = "Index";
    public const string CacheHit = "CacheHit";
    public const string StorePath = "StorePath";
    public const string Digest = "Digest";
    public const string MediaType = "MediaType";
    public const string ConfigDigest = "ConfigDigest";
    public const string LayerDigests = "LayerDigests";
    public const string Size = "Size";
    public const string Written = "Written";

    public const string FullPath = "FullPath";
    public const string DefiningProjectFullPath = "DefiningProjectFullPath";
    public const string RecursiveDir = "RecursiveDir";
    public const string Link = "Link";
    public const string RelativePath = "RelativePath";
    public const string NuGetPackageId = "NuGetPackageId";
    public const string NuGetPackageVersion = "NuGetPackageVersion";
    public const string ReferenceSourceTarget = "ReferenceSourceTarget";

    /// <summary>What a project says about a layer of files as a whole or about its files; items that agree on all of it are one layer.</summary>
    public static IReadOnlyList<string> OfFiles { get; } =
        [Name, Chain, Parent, TargetPath, Owner, Mode, DirMode, Executable, Symlinks, ExcludeFiles, Whiteout, Opaque, Mtime, Split, Hash, Kind, Compression, History];
}
