namespace LayerKit.Generators.Models;

/// <summary>What a host needs to know of a plugin: the content of its marker.</summary>
/// <param name="Kind"><c>driver</c> or <c>metadata store</c>.</param>
/// <param name="Name">The plugin's name.</param>
/// <param name="Registration">Metadata name of the registration class.</param>
/// <param name="Contract">The contract number it was compiled against.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Aliases">Its other names.</param>
/// <param name="Assembly">Name of the assembly it is in.</param>
internal sealed record PluginEntry(
    string Kind,
    string Name,
    string Registration,
    int Contract,
    int Priority,
    EquatableArray<string> Aliases,
    string Assembly)
{
    public const string Driver = "driver";
    public const string MetadataStore = "metadata store";

    /// <summary>The registration class as C# writes it.</summary>
    public string RegistrationType => "global::" + Registration;
}
