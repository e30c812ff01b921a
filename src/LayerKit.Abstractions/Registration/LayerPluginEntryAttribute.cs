using System.ComponentModel;

namespace LayerKit.Registration;

/// <summary>Names one plugin of an assembly, for hosts that compile against it and for tools that read it without loading it. Written by the generator.</summary>
/// <param name="kind"><see cref="Driver"/> or <see cref="MetadataStore"/>.</param>
/// <param name="name">The plugin's name.</param>
/// <param name="registration">Full metadata name of the class whose <c>Instance</c> is the registration.</param>
/// <param name="contract"><see cref="PluginContract.Number"/> at the time the plugin was compiled.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LayerPluginEntryAttribute(string kind, string name, string registration, int contract) : Attribute
{
    /// <summary>The kind of <see cref="DriverRegistration"/>.</summary>
    public const string Driver = "driver";

    /// <summary>The kind of <see cref="MetadataStoreRegistration"/>.</summary>
    public const string MetadataStore = "metadata store";

    /// <summary>Driver or metadata store.</summary>
    public string Kind { get; } = kind;

    /// <summary>The plugin's name.</summary>
    public string Name { get; } = name;

    /// <summary>The registration class.</summary>
    public string Registration { get; } = registration;

    /// <summary>The contract the plugin was compiled against.</summary>
    public int Contract { get; } = contract;

    /// <summary>The plugin's priority among its kind.</summary>
    public int Priority { get; set; }

    /// <summary>Other names that find the plugin.</summary>
    public string[] Aliases { get; set; } = [];
}
