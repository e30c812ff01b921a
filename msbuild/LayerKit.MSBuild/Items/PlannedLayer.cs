using LayerKit.Archive;

namespace LayerKit.MSBuild.Items;

/// <summary>A layer with what it will contain, found out without reading a file.</summary>
/// <param name="Item">The layer.</param>
/// <param name="Entries">What it will contain; nothing for a tar, which says so itself.</param>
/// <param name="Stamp">Changes with everything that the layer is made from, its parent excepted.</param>
internal sealed record PlannedLayer(LayerItem Item, IReadOnlyList<FileTarEntry> Entries, string Stamp);
