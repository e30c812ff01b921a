using LayerKit.Drivers.Content;
using LayerKit.Drivers.Overlay2;
using LayerKit.Drivers.Vfs;
using LayerKit.Testing;
using LayerKit.Testing.Drivers;

namespace LayerKit.Drivers.Tests;

/// <summary>What a process without rights does in a user and mount namespace of its own: every check of the driver suite that applies there, break-outs among them.</summary>
internal static class SuiteRun
{
    public const string Name = "suite";

    /// <summary>The process: the arguments are a driver and a place; it prints how many checks held, and each that did not.</summary>
    public static void Run(string driver, string place)
    {
        int held = 0;
        DriverConformance suite = new(context => driver switch
        {
            "vfs" => new VfsDriver(context),
            "content" => new ContentDriver(context),
            _ => new Overlay2Driver(context, new Overlay2Options()),
        })
        { Place = place };
        foreach (ConformanceCheck check in suite.Checks().Where(check => check.NotApplicable is null))
        {
            try
            {
                check.Run();
                held++;
            }
            catch (Exception e)
            {
                Console.WriteLine($"{check.Name}: {e.Message.Split('\n')[0]}");
            }
        }

        Console.WriteLine($"{held} held");
    }
}
