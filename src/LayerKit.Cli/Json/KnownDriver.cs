using LayerKit.Drivers;
using LayerKit.Registration;

namespace LayerKit.Cli.Json;

/// <summary>A driver this program knows, and whether it works below a root.</summary>
internal sealed record KnownDriver(string Name, int Priority, bool Works, string? Reason, KnownOption[] Options)
{
    public static KnownDriver Of(DriverRegistration driver, string root)
    {
        DriverProbe probe = driver.Probe(new DriverContext(Path.Combine(root, driver.Name)));
        return new(driver.Name, driver.Priority, probe.IsSupported, probe.Reason, [.. driver.Options.Select(KnownOption.Of)]);
    }
}
