using LayerKit.Identity;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace LayerKit.MSBuild.Items;

/// <summary>A <c>LayerExport</c> item whose layer is known.</summary>
/// <param name="Item">The item as the project has it.</param>
/// <param name="Path">Absolute path of the tar to write.</param>
/// <param name="ChainId">The layer to write.</param>
internal sealed record ExportItem(ITaskItem Item, string Path, ChainId ChainId)
{
    private const string LayerTar = "layer-tar";

    /// <summary>Reads an item.</summary>
    /// <param name="item">A <c>LayerExport</c> item.</param>
    /// <param name="chainIds">The ChainIDs of this build's imports, by name.</param>
    /// <exception cref="ItemFault">The item cannot be what it says.</exception>
    public static ExportItem Parse(ITaskItem item, IReadOnlyDictionary<string, string> chainIds)
    {
        string format = item.GetMetadata(ItemMetadata.Format);
        if (format.Length > 0 && format != LayerTar)
        {
            throw new ItemFault(ItemCodes.FormatNotPossible, item, $"cannot export '{item.ItemSpec}' as '{format}': known is {LayerTar}");
        }

        string layer = item.GetMetadata(ItemMetadata.Layer);
        if (layer.Length == 0)
        {
            throw new ItemFault(ItemCodes.BadValue, item, $"no Layer for export '{item.ItemSpec}': expected the Name of a LayerImport or a ChainID (sha256:...)");
        }

        return ChainId.TryParse(chainIds.GetValueOrDefault(layer, layer), out ChainId chainId)
            ? new ExportItem(item, item.GetMetadata(ItemMetadata.FullPath), chainId)
            : throw new ItemFault(ItemCodes.NotFound, item, $"cannot export layer '{layer}' to '{item.ItemSpec}': no LayerImport has that Name, and it is no ChainID");
    }

    /// <summary>The same as an item that a later task reads with <see cref="FromTaskItem"/>.</summary>
    public TaskItem ToTaskItem()
    {
        TaskItem item = Escaped.TaskItem(Item.ItemSpec);
        Escaped.SetMetadata(item, ItemMetadata.Path, Path);
        Escaped.SetMetadata(item, ItemMetadata.ChainId, ChainId.ToString());
        Escaped.SetMetadata(item, ItemMetadata.DefinedIn, Item.GetMetadata(ItemMetadata.DefiningProjectFullPath));
        return item;
    }

    public static ExportItem FromTaskItem(ITaskItem item) =>
        new(item, item.GetMetadata(ItemMetadata.Path), ChainId.Parse(item.GetMetadata(ItemMetadata.ChainId)));
}
