namespace LayerKit.References;

/// <summary>Makes a sealed partial class a handle on a counted resource: the generator derives it from <see cref="RefCountedHandle"/> and implements its partial members.</summary>
/// <remarks>
/// A partial property or method without a body is forwarded to the member of the resource with the same name and parameters. What returns a task, a sequence or a
/// stream keeps a reference of its own until that is done, so that releasing the handle meanwhile frees nothing under it.
/// </remarks>
/// <param name="resource">The resource, a class that implements <see cref="ICountedResource"/>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RefCountedHandleAttribute(Type resource) : Attribute
{
    /// <summary>The resource.</summary>
    public Type Resource { get; } = resource;
}
