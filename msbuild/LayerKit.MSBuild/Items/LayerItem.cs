using System.Globalization;
using LayerKit.Identity;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace LayerKit.MSBuild.Items;

/// <summary>A <c>LayerImport</c> item, checked and with every default filled in.</summary>
internal sealed record LayerItem
{
    public const string ScratchParent = "scratch";

    /// <summary>The item as the project has it.</summary>
    public required ITaskItem Item { get; init; }

    public required string Name { get; init; }

    public required string Chain { get; init; }

    /// <summary>Position among the items of its chain, in file order.</summary>
    public required int Index { get; init; }

    /// <summary>Absolute path of the tar or directory.</summary>
    public required string SourcePath { get; init; }

    public required bool IsDirectory { get; init; }

    /// <summary><c>@name</c>, a ChainID, or <see cref="ScratchParent"/>.</summary>
    public required string Parent { get; init; }

    public string TargetPath { get; init; } = "";

    /// <summary>The DiffID the layer must have.</summary>
    public DiffId? Hash { get; init; }

    /// <summary>The name that <see cref="Parent"/> refers to, or null when it is a ChainID or scratch.</summary>
    public string? ParentName => Parent.StartsWith('@') ? Parent[1..] : null;

    /// <summary>The ChainID that <see cref="Parent"/> is, or null.</summary>
    public ChainId? ParentChainId => ChainId.TryParse(Parent, out ChainId chainId) ? chainId : null;

    /// <summary>The same as an item that a later task reads with <see cref="FromTaskItem"/>.</summary>
    public TaskItem ToTaskItem(string stamp)
    {
        TaskItem item = Escaped.TaskItem(Name);
        Escaped.SetMetadata(item, nameof(Chain), Chain);
        Escaped.SetMetadata(item, nameof(Index), Index.ToString(CultureInfo.InvariantCulture));
        Escaped.SetMetadata(item, nameof(SourcePath), SourcePath);
        Escaped.SetMetadata(item, nameof(IsDirectory), IsDirectory ? "true" : "false");
        Escaped.SetMetadata(item, nameof(Parent), Parent);
        Escaped.SetMetadata(item, nameof(TargetPath), TargetPath);
        Escaped.SetMetadata(item, nameof(Hash), Hash?.ToString() ?? "");
        Escaped.SetMetadata(item, ItemMetadata.Kind, Item.GetMetadata(ItemMetadata.Kind));
        Escaped.SetMetadata(item, ItemMetadata.Stamp, stamp);
        Escaped.SetMetadata(item, ItemMetadata.DefinedIn, Item.GetMetadata(ItemMetadata.DefiningProjectFullPath));
        return item;
    }

    public static LayerItem FromTaskItem(ITaskItem item) => new()
    {
        Item = item,
        Name = item.ItemSpec,
        Chain = item.GetMetadata(nameof(Chain)),
        Index = int.Parse(item.GetMetadata(nameof(Index)), CultureInfo.InvariantCulture),
        SourcePath = item.GetMetadata(nameof(SourcePath)),
        IsDirectory = item.GetMetadata(nameof(IsDirectory)) == "true",
        Parent = item.GetMetadata(nameof(Parent)),
        TargetPath = item.GetMetadata(nameof(TargetPath)),
        Hash = DiffId.TryParse(item.GetMetadata(nameof(Hash)), out DiffId hash) ? hash : null,
    };
}
