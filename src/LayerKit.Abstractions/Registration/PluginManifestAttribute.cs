using System.ComponentModel;

namespace LayerKit.Registration;

/// <summary>What a host that loads an assembly at run time asks it for: <c>assembly.GetCustomAttribute&lt;PluginManifestAttribute&gt;()</c>. No type is searched for.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PluginManifestAttribute : Attribute
{
    private protected PluginManifestAttribute()
    {
    }

    /// <summary>Adds the plugins of the assembly.</summary>
    /// <exception cref="ArgumentException">The catalog has a plugin of one of the names.</exception>
    public abstract void AddTo(PluginCatalog catalog);
}
