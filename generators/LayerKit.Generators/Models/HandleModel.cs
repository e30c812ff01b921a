namespace LayerKit.Generators.Models;

/// <summary>A class with <c>[RefCountedHandle]</c>.</summary>
/// <param name="Type">The class.</param>
/// <param name="Name">Its simple name.</param>
/// <param name="Resource">The resource, with <c>global::</c>.</param>
/// <param name="Members">The partial members to implement.</param>
internal sealed record HandleModel(TypeModel Type, string Name, string Resource, EquatableArray<HandleMember> Members);
