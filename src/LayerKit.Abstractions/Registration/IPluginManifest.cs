using System.ComponentModel;

namespace LayerKit.Registration;

/// <summary>Adds the plugins of one assembly to a catalog. Implemented by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPluginManifest
{
    /// <summary>Adds them all.</summary>
    static abstract void AddTo(PluginCatalog catalog);
}
