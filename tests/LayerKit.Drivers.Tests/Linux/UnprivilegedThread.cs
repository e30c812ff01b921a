using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace LayerKit.Drivers.Tests.Linux;

/// <summary>Runs code as a user without rights, on a thread that gives up root for itself alone.</summary>
/// <remarks>The kernel keeps credentials per thread; only libc's wrappers make them a matter of the process, so the calls go round them.</remarks>
internal static class UnprivilegedThread
{
    public const int Nobody = 65534;

    private const int SetGroups = 0;
    private const int SetGroupIds = 1;
    private const int SetUserIds = 2;

    // setgroups, setresgid, setresuid.
    private static readonly nint[] Numbers = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? [159, 149, 147] : [116, 119, 117];

    public static void Run(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                Assert.Equal(0, syscall(Numbers[SetGroups], 0, 0, 0));
                Assert.Equal(0, syscall(Numbers[SetGroupIds], Nobody, Nobody, Nobody));
                Assert.Equal(0, syscall(Numbers[SetUserIds], Nobody, Nobody, Nobody));
                action();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    [DllImport("libc")]
    private static extern nint syscall(nint number, nint first, nint second, nint third);
}
