using Microsoft.Build.Framework;

namespace LayerKit.MSBuild.Items;

/// <summary>How the files of an item become entries of its layer.</summary>
internal sealed record EntryRules
{
    public const string KeepMode = "keep";
    public const string KeepLinks = "keep";
    public const string FollowInside = "follow-inside";
    public const string NoLinks = "error";
    public const string EpochTime = "epoch";
    public const string ClampTime = "clamp";
    public const string KeepTime = "keep";

    /// <summary>Directory inside the image; empty for its root.</summary>
    public string TargetPath { get; init; } = "";

    public (int UserId, int GroupId) Owner { get; init; }

    /// <summary>Permissions of every file; null to derive them, so that they do not depend on a umask.</summary>
    public int? Mode { get; init; }

    public int? DirectoryMode { get; init; }

    /// <summary>Permissions are those on disk.</summary>
    public bool KeepsModes { get; init; }

    /// <summary>Files that get 0755 whatever they have on disk.</summary>
    public IReadOnlyList<Glob> Executable { get; init; } = [];

    public string Symlinks { get; init; } = KeepLinks;

    public IReadOnlyList<Glob> Exclude { get; init; } = [];

    /// <summary>Paths of the layers below that are deleted, from the image's root.</summary>
    public IReadOnlyList<string> Whiteouts { get; init; } = [];

    /// <summary>Directories whose content in the layers below is hidden, from the image's root.</summary>
    public IReadOnlyList<string> Opaques { get; init; } = [];

    public string Mtime { get; init; } = EpochTime;

    /// <exception cref="ItemFault">A value cannot be what it says.</exception>
    public static EntryRules Parse(ITaskItem item) => new()
    {
        TargetPath = ItemValues.CleanPath(item, ItemMetadata.TargetPath, item.GetMetadata(ItemMetadata.TargetPath)),
        Owner = ItemValues.Owner(item),
        Mode = IsKeep(item) ? null : ItemValues.Mode(item, ItemMetadata.Mode),
        DirectoryMode = ItemValues.Mode(item, ItemMetadata.DirMode),
        KeepsModes = IsKeep(item),
        Executable = Globs(item, ItemMetadata.Executable),
        Symlinks = ItemValues.OneOf(item, ItemMetadata.Symlinks, KeepLinks, FollowInside, NoLinks),
        Exclude = Globs(item, ItemMetadata.ExcludeFiles),
        Whiteouts = Paths(item, ItemMetadata.Whiteout),
        Opaques = Paths(item, ItemMetadata.Opaque),
        Mtime = ItemValues.OneOf(item, ItemMetadata.Mtime, EpochTime, ClampTime, KeepTime),
    };

    private static bool IsKeep(ITaskItem item) => item.GetMetadata(ItemMetadata.Mode) == KeepMode;

    private static Glob[] Globs(ITaskItem item, string metadata) => [.. ItemValues.List(item, metadata).Select(pattern => new Glob(pattern))];

    private static string[] Paths(ITaskItem item, string metadata) =>
        [.. ItemValues.List(item, metadata).Select(path => ItemValues.CleanPath(item, metadata, path))];
}
