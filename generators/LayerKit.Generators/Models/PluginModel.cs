namespace LayerKit.Generators.Models;

/// <summary>A class with <c>[LayerDriver]</c> or <c>[MetadataStore]</c>, as the registration is written from it.</summary>
internal sealed record PluginModel(PluginKind Kind, string Name, TypeModel Type, string RegistrationName)
{
    public int Priority { get; init; }

    public EquatableArray<string> Aliases { get; init; }

    /// <summary>What the constructor is called with, in order.</summary>
    public EquatableArray<ArgumentModel> Arguments { get; init; }

    /// <summary>The options class, or null when the constructor takes none.</summary>
    public OptionsModel? Options { get; init; }

    public string KindName => Kind == PluginKind.Driver ? PluginEntry.Driver : PluginEntry.MetadataStore;

    /// <summary>The registration's metadata name.</summary>
    public string Registration => Type.Namespace.Length == 0 ? RegistrationName : $"{Type.Namespace}.{RegistrationName}";
}
