namespace LayerKit.Generators.Models;

/// <summary>One argument of a plugin's constructor.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Type">The type to ask services for, or for a logger the category.</param>
/// <param name="IsOptional">True when null will do.</param>
internal sealed record ArgumentModel(ArgumentSource Source, string Type, bool IsOptional);
