using LayerKit.Drivers;

namespace LayerKit.Registration;

/// <summary>A kind of driver that a program knows: its name, and how to probe and make one. Nothing is loaded or made by registering.</summary>
public sealed class DriverRegistration
{
    /// <summary>Registers a driver under Docker's name for it.</summary>
    /// <param name="name"><c>[a-z0-9][a-z0-9_-]{0,31}</c>; also its directory below a store's root.</param>
    /// <param name="priority">Higher is tried first when the store chooses; equal priorities go by name.</param>
    /// <param name="probe">The driver's static <c>Probe</c>.</param>
    /// <param name="create">Makes a driver from its context and the options whose keys start with its name.</param>
    /// <exception cref="ArgumentException">The name is not a plugin name.</exception>
    public DriverRegistration(
        string name,
        int priority,
        Func<DriverContext, DriverProbe> probe,
        Func<DriverContext, IReadOnlyList<KeyValuePair<string, string>>, ILayerDriver> create)
    {
        PluginName.ThrowIfInvalid(name);
        Name = name;
        Priority = priority;
        Probe = probe;
        Create = create;
    }

    /// <summary>The driver's name.</summary>
    public string Name { get; }

    /// <summary>Higher is tried first.</summary>
    public int Priority { get; }

    /// <summary>Other names that find the driver.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Options the driver takes.</summary>
    public IReadOnlyList<PluginOption> Options { get; init; } = [];

    /// <summary>The type that implements it, for messages.</summary>
    public string? Provider { get; init; }

    /// <summary>Says whether the driver works in a place.</summary>
    public Func<DriverContext, DriverProbe> Probe { get; }

    /// <summary>Makes a driver; throws <see cref="Errors.DriverOptionException"/> for options it does not know.</summary>
    public Func<DriverContext, IReadOnlyList<KeyValuePair<string, string>>, ILayerDriver> Create { get; }

    /// <summary>The probe of a driver's type, its own or the one every driver has.</summary>
    public static DriverProbe ProbeOf<TDriver>(DriverContext context)
        where TDriver : ILayerDriver => TDriver.Probe(context);
}
