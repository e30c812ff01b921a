using LayerKit.Drivers.Tests.Content;
using LayerKit.Drivers.Tests.Overlay2;

namespace LayerKit.Drivers.Tests;

/// <summary>What the test assembly does when a test starts it as a process of its own.</summary>
internal static class Program
{
    /// <summary>Works on a content root until it is done or killed, or on an overlay2 root in a namespace.</summary>
    public static void Main(string[] arguments)
    {
        if (arguments[0] == NamespaceRun.Name)
        {
            NamespaceRun.Run(arguments[1]);
            return;
        }

        if (arguments[0] == SuiteRun.Name)
        {
            SuiteRun.Run(arguments[1], arguments[2]);
            return;
        }

        Churn.Run(arguments);
    }
}
