namespace LayerKit.Registration;

/// <summary>Registers a class that implements <see cref="Drivers.ILayerDriver"/> under Docker's name for it.</summary>
/// <remarks>
/// The generator writes a public <c>…Registration</c> class beside it. Of the public constructors it calls the one with the most parameters: the
/// <see cref="Drivers.DriverContext"/>, a class with <see cref="DriverOptionAttribute"/> properties, loggers and <see cref="TimeProvider"/> are supplied,
/// everything else comes from <see cref="Drivers.DriverContext.Services"/>, and may be missing only where the parameter is nullable.
/// </remarks>
/// <param name="name"><c>[a-z0-9][a-z0-9_-]{0,31}</c>; also its directory below a store's root and the prefix of its options.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LayerDriverAttribute(string name) : Attribute
{
    /// <summary>The driver's name.</summary>
    public string Name { get; } = name;

    /// <summary>Higher is tried first when a store chooses; equal priorities go by name.</summary>
    public int Priority { get; set; }

    /// <summary>Other names that find the driver.</summary>
    public string[] Aliases { get; set; } = [];
}
