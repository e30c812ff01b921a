namespace LayerKit.Generators.Models;

internal enum PluginKind
{
    Driver,
    MetadataStore,
}
