namespace LayerKit.Generators.Models;

/// <summary>A property with <c>[DriverOption]</c>.</summary>
/// <param name="Property">Its name.</param>
/// <param name="Key">The key without the plugin's name.</param>
/// <param name="ValueType">Type of one value, with <c>global::</c>.</param>
/// <param name="Syntax">The expression that makes its syntax.</param>
/// <param name="Shape">Whether the property takes one value, perhaps none, or several.</param>
internal sealed record OptionModel(string Property, string Key, string ValueType, string Syntax, OptionShape Shape)
{
    public bool IsRequired { get; init; }

    public bool IsSecret { get; init; }

    public EquatableArray<string> Aliases { get; init; }

    public string? ObsoleteMessage { get; init; }
}
