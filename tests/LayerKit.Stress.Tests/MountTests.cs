using System.Text;
using LayerKit.Archive;
using LayerKit.Stress.Tests.Processes;
using LayerKit.Stress.Worker;

namespace LayerKit.Stress.Tests;

/// <summary>Two processes that mount one RW layer.</summary>
[Trait("Suite", "Long")]
public sealed class MountTests
{
    private const int Times = 1000;

    [Theory]
    [InlineData("docker")]
    [InlineData("sqlite")]
    public async Task Two_processes_mount_and_unmount_one_RW_layer_without_losing_or_leaking_a_mount(string metadata)
    {
        using TempRoot directory = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);
        StoreChoice choice = new(directory["store"], metadata, "overlay2");
        Directory.CreateDirectory(directory["tree"]);
        File.WriteAllText(directory["tree/lower"], "lower");
        await using LayerStore store = await choice.OpenAsync();
        using Layer layer = await store.RegisterAsync(DirectoryTar.Open(directory["tree"]));
        await using RWLayer job = await store.CreateRWLayerAsync("job", layer.ChainId);
        using WorkerProcess first = WorkerProcess.Start("mount", choice, "job", Times);
        using WorkerProcess second = WorkerProcess.Start("mount", choice, "job", Times);
        Assert.Equal(("ready", "ready"), (await first.ReadLineAsync(), await second.ReadLineAsync()));

        await first.WriteLineAsync();
        await second.WriteLineAsync();

        Assert.Equal(["", ""], await Task.WhenAll(first.EndAsync(), second.EndAsync()));
        Assert.DoesNotContain(directory.Path, File.ReadAllText("/proc/self/mountinfo"), StringComparison.Ordinal);
        string upper = job.DriverMetadata["UpperDir"];
        Assert.All(Directory.GetFiles(upper), file => Assert.Equal($"{Times - 1}", File.ReadAllText(file, Encoding.UTF8)));
        Assert.Equal(2, Directory.GetFiles(upper).Length);
    }
}
