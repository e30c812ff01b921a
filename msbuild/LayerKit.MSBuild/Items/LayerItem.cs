using LayerKit.Identity;
using Microsoft.Build.Framework;

namespace LayerKit.MSBuild.Items;

/// <summary>A layer to import, checked and with every default filled in: one <c>LayerImport</c> item, the items of one glob, or a part of a split app.</summary>
internal sealed record LayerItem
{
    public const string ScratchParent = "scratch";

    /// <summary>The item as the project has it, the first of several.</summary>
    public required ITaskItem Item { get; init; }

    public required string Name { get; init; }

    public required string Chain { get; init; }

    /// <summary>Position among the layers of its chain, in file order.</summary>
    public required int Index { get; init; }

    public required SourceKind Kind { get; init; }

    /// <summary><c>@name</c>, a ChainID, or <see cref="ScratchParent"/>.</summary>
    public required string Parent { get; init; }

    /// <summary>Absolute path of the tar or directory; empty for files.</summary>
    public string SourcePath { get; init; } = "";

    public IReadOnlyList<SourceFile> Files { get; init; } = [];

    public EntryRules Rules { get; init; } = new();

    /// <summary>The DiffID the layer must have.</summary>
    public DiffId? Hash { get; init; }

    /// <summary>How images compress it, as text; empty for the choice of the export.</summary>
    public string Compression { get; init; } = "";

    /// <summary>What an image's history says of it.</summary>
    public string History { get; init; } = "";

    /// <summary>The name that <see cref="Parent"/> refers to, or null when it is a ChainID or scratch.</summary>
    public string? ParentName => Parent.StartsWith('@') ? Parent[1..] : null;

    /// <summary>The ChainID that <see cref="Parent"/> is, or null.</summary>
    public ChainId? ParentChainId => ChainId.TryParse(Parent, out ChainId chainId) ? chainId : null;
}
