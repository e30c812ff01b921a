namespace LayerKit.MSBuild.Items;

/// <summary>Sorts layers so that each comes after the one it stands on, whatever the order in the project file.</summary>
internal sealed class ParentOrder
{
    private readonly Dictionary<string, LayerItem> _byName;
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _placed = new(StringComparer.Ordinal);
    private readonly List<LayerItem> _order = [];

    private ParentOrder(IReadOnlyCollection<LayerItem> layers) => _byName = layers.ToDictionary(layer => layer.Name, StringComparer.Ordinal);

    /// <exception cref="ItemFault">A parent is no item's name, or layers stand on each other.</exception>
    public static IReadOnlyList<LayerItem> Sort(IReadOnlyCollection<LayerItem> layers)
    {
        var sorter = new ParentOrder(layers);
        foreach (LayerItem layer in layers)
        {
            sorter.Place(layer);
        }

        return sorter._order;
    }

    private void Place(LayerItem layer)
    {
        if (_placed.Contains(layer.Name))
        {
            return;
        }

        if (!_open.Add(layer.Name))
        {
            throw new ItemFault(ItemCodes.NotFound, layer.Item, $"layer '{layer.Name}' is its own ancestor: correct the Parent of one of '{string.Join("', '", _open)}'");
        }

        if (layer.ParentName is { } name)
        {
            Place(_byName.TryGetValue(name, out LayerItem? parent) ? parent : throw NoSuchParent(layer, name));
        }

        _open.Remove(layer.Name);
        _placed.Add(layer.Name);
        _order.Add(layer);
    }

    private static ItemFault NoSuchParent(LayerItem layer, string name) =>
        new(ItemCodes.NotFound, layer.Item, $"layer '{layer.Name}' has parent '@{name}': no LayerImport has that Name");
}
