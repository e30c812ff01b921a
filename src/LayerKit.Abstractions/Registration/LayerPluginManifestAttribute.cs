using System.ComponentModel;

namespace LayerKit.Registration;

/// <summary>Ties an assembly to the generated class that adds its plugins.</summary>
/// <typeparam name="TManifest">The generated class.</typeparam>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LayerPluginManifestAttribute<TManifest> : PluginManifestAttribute
    where TManifest : IPluginManifest
{
    /// <inheritdoc/>
    public override void AddTo(PluginCatalog catalog) => TManifest.AddTo(catalog);
}
