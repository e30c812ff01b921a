namespace LayerKit.MSBuild.Items;

/// <summary>Sorts layers so that each comes after the one it stands on, whatever the order in the project file.</summary>
internal sealed class ParentOrder
{
    private readonly Dictionary<string, LayerItem> _byName;
    private readonly IReadOnlySet<string> _elsewhere;
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _placed = new(StringComparer.Ordinal);
    private readonly List<LayerItem> _order = [];

    private ParentOrder(IReadOnlyCollection<LayerItem> layers, IReadOnlySet<string> elsewhere)
    {
        _byName = layers.ToDictionary(layer => layer.Name, StringComparer.Ordinal);
        _elsewhere = elsewhere;
    }

    /// <param name="layers">The project's layers.</param>
    /// <param name="elsewhere">Names of the layers of projects it references.</param>
    /// <exception cref="ItemFault">A parent is no item's name, or layers stand on each other.</exception>
    public static IReadOnlyList<LayerItem> Sort(IReadOnlyCollection<LayerItem> layers, IReadOnlySet<string> elsewhere)
    {
        var sorter = new ParentOrder(layers, elsewhere);
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
            PlaceParent(layer, name);
        }

        _open.Remove(layer.Name);
        _placed.Add(layer.Name);
        _order.Add(layer);
    }

    private void PlaceParent(LayerItem layer, string name)
    {
        if (_byName.TryGetValue(name, out LayerItem? parent))
        {
            Place(parent);
        }
        else if (!_elsewhere.Contains(name))
        {
            throw new ItemFault(ItemCodes.NotFound, layer.Item, $"layer '{layer.Name}' has parent '@{name}': no LayerImport here or in a referenced project has that Name");
        }
    }
}
