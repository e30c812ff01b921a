using LayerKit.Drivers.Tests.Content;

namespace LayerKit.Drivers.Tests;

/// <summary>What the test assembly does when a test starts it as a process of its own.</summary>
internal static class Program
{
    /// <summary>Works on a content root until it is done or killed.</summary>
    public static void Main(string[] arguments) => Churn.Run(arguments);
}
