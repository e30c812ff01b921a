namespace LayerKit.Generators.Models;

/// <summary>A partial member without a body that is forwarded to the resource.</summary>
/// <param name="Flow">How long the resource is needed.</param>
/// <param name="Declaration">The declaration up to the body, without <c>async</c>.</param>
/// <param name="Target">The member of the resource with its arguments: <c>Size(deep)</c>.</param>
internal sealed record HandleMember(HandleFlow Flow, string Declaration, string Target)
{
    /// <summary>Whether a property has a getter.</summary>
    public bool HasGetter { get; init; }

    /// <summary>Whether a property has a setter.</summary>
    public bool HasSetter { get; init; }
}
