using System.Diagnostics;
using LayerKit.Drivers.Overlay2;
using LayerKit.Drivers.Vfs;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Tree;

/// <summary>A directory of a layer that another process swaps for a link to somewhere else while the layer is written.</summary>
public sealed class SwapRaceTests : IDisposable
{
    private const int Files = 4000;
    private const int Directories = 50;

    /// <summary>Swaps <c>d</c> of every tree under way for a link to the second argument and back, until it is told to end; then says how often.</summary>
    private const string Swapper = """
        my ($trees, $canary) = @ARGV; my $swaps = 0;
        $SIG{TERM} = sub { print "$swaps\n"; exit 0 };
        $| = 1; print "ready\n";
        while (1) {
          for my $tree (glob $trees) {
            next unless -d "$tree/d" && rename "$tree/d", "$tree/.d";
            $swaps++ if symlink $canary, "$tree/d";
            unlink "$tree/d"; rename "$tree/.d", "$tree/d";
          }
        }
        """;

    private readonly TempRoot _temp = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("vfs")]
    [InlineData("overlay2")]
    public void Nothing_is_written_where_the_link_leads(string name)
    {
        Directory.CreateDirectory(_temp["canary/d"]);
        File.WriteAllText(_temp["canary/file"], "sings");
        string before = Shell.Tree(_temp["canary"]);
        DriverContext context = new(_temp["driver"]);
        Directory.CreateDirectory(context.Root);
        ILayerDriver driver = name == "vfs" ? new VfsDriver(context) : new Overlay2Driver(context, new Overlay2Options());
        using Process swapper = Process.Start(new ProcessStartInfo("perl", ["-e", Swapper, $"{_temp["driver/layerkit/staging"]}/* {_temp["driver/layerkit/staging"]}/*/diff", _temp["canary"]])
        {
            RedirectStandardOutput = true,
        })!;
        CacheId id = CacheId.Parse("raced");
        string swaps;
        using (ILayerWriter writer = driver.Create(id, null, CancellationToken.None))
        {
            try
            {
                Assert.Equal("ready", swapper.StandardOutput.ReadLine());
                Write(writer);
            }
            finally
            {
                Shell.Run("kill -TERM $1", swapper.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            swaps = swapper.StandardOutput.ReadToEnd().Trim();
            swapper.WaitForExit();
        }

        driver.Remove(id, CancellationToken.None);
        Assert.NotEqual("0", swaps);
        Assert.Equal(before, Shell.Tree(_temp["canary"]));
    }

    /// <summary>Directories and files below the one that is swapped. An entry may fail, because its directory is away for a moment; what it may not is land elsewhere.</summary>
    private static void Write(ILayerWriter writer)
    {
        writer.Directory("d");
        for (int file = 0; file < Files; file++)
        {
            try
            {
                writer.File($"d/{file % Directories}/{file}", "mine", 0x1FF);
                writer.Whiteout("d/file");
            }
            catch (IOException)
            {
                // A writer that threw takes no further entries, so this is as far as it gets.
                return;
            }
        }
    }
}
