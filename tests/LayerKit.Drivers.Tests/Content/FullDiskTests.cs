using LayerKit.Drivers.Content;
using LayerKit.Drivers.Tests.Metadata;
using LayerKit.Drivers.Tests.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Content;

/// <summary>A layer on file systems with less and less room, so that each of its writes fails once.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int NoSpace = 28;

    private static readonly CacheId Kept = CacheId.Parse("kept");

    private readonly TempRoot _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("nr_inodes", 1, 8)]
    [InlineData("size", 4096, 9)]
    public void A_full_disk_is_said_and_leaves_nothing(string limit, int unit, int leastFailures)
    {
        using var disk = Mounted.Tmpfs(_place.Path, "size=1m,nr_inodes=128");
        ContentDriver driver = new(new DriverContext(_place.Path));
        Make(driver, Kept, shared: true);
        int used = limit == "size" ? UsedBytes() : Directory.GetFileSystemEntries(_place.Path, "*", SearchOption.AllDirectories).Length + 1;
        int failures = 0;
        for (int room = 0; !TryMake(disk, driver, $"{limit}={used + (room * unit)}"); room++)
        {
            failures++;
            ContentAudit.Check(_place.Path);
            Assert.Equal([Kept], driver.List());
        }

        Assert.True(failures >= leastFailures, $"only {failures} failures were seen");
        ContentAudit.Check(_place.Path);
    }

    private static bool TryMake(Mounted disk, ContentDriver driver, string limit)
    {
        disk.Remount(limit);
        try
        {
            Make(driver, ContentFixture.Top, shared: false);
            return true;
        }
        catch (IOException e)
        {
            Assert.Equal(NoSpace, e.HResult);
            return false;
        }
        finally
        {
            disk.Remount("size=1m,nr_inodes=128");
        }
    }

    private static void Make(ContentDriver driver, CacheId id, bool shared)
    {
        using ILayerWriter writer = driver.Create(id, null, CancellationToken.None);
        writer.File("shared", ContentFixture.Large(0));
        for (int i = 1; i <= (shared ? 0 : 4); i++)
        {
            writer.File($"f{i}", ContentFixture.Large(i)).File($"s{i}", $"small {i}");
        }

        writer.Commit();
    }

    private int UsedBytes() => int.Parse(
        Shell.Run("find \"$1\" -type f -printf '%b\\n' | awk '{ sum += $1 * 512 } END { print sum }'", _place.Path),
        System.Globalization.CultureInfo.InvariantCulture);
}
