namespace LayerKit.Generators.Models;

/// <summary>A class with options.</summary>
/// <param name="Type">The class.</param>
/// <param name="RequiredMembers">Properties that C# demands a value for.</param>
/// <param name="Options">Its options in the order of declaration.</param>
internal sealed record OptionsModel(TypeModel Type, EquatableArray<string> RequiredMembers, EquatableArray<OptionModel> Options);
