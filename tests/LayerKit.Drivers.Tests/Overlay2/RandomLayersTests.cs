using LayerKit.Drivers.Tests.Tree;
using LayerKit.Drivers.Tests.Vfs;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Overlay2;

/// <summary>Random stacks of layers: overlay2 has to show what vfs makes, whether a parent is known before or after.</summary>
public sealed class RandomLayersTests
{
    private const int Layers = 4;
    private const int Steps = 14;

    // Everything but times of directories, which follow from the moment they were made, and numbers of links, which end at a layer's border.
    private const string Describe = """
        cd "$1"
        find . -type d -printf '%p|%y|%m|%U:%G\n' -o -printf '%p|%y|%m|%U:%G|%T@|%s|%l\n' | LC_ALL=C sort
        find . -type f -print0 | LC_ALL=C sort -z | xargs -0 -r cat
        getfattr -h -R -d -m - . 2>/dev/null | LC_ALL=C sort
        """;

    // Few names, so that entries, links and whiteouts meet.
    private static readonly string[] Names = ["a", "b", "c"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Overlay2_shows_what_vfs_makes(int seed)
    {
        using VfsFixture vfs = new();
        using OverlayFixture overlay = new();
        Random random = new(seed);
        CacheId? parent = null;
        CacheId? stagedParent = null;
        for (int i = 0; i < Layers; i++)
        {
            CacheId id = CacheId.Parse($"layer{i}");
            CacheId staged = CacheId.Parse($"staged{i}");
            List<Action<ILayerWriter>> steps = [.. Enumerable.Range(0, Steps).Select(_ => Step(random, hasLower: parent is not null))];
            List<Action<ILayerWriter>> made = Accepted(vfs, id, parent, steps);
            overlay.Make(id, parent, writer => Run(writer, made));
            overlay.MakeStaged(staged, stagedParent, writer => Run(writer, made));
            (parent, stagedParent) = (id, staged);
            string expected = Shell.Run("set +o pipefail; " + Describe, vfs.Path($"dir/{id}"));
            Assert.Equal(expected, Shell.Run("set +o pipefail; " + Describe, overlay.Driver.Mount(id, null)));
            Assert.Equal(expected, Shell.Run("set +o pipefail; " + Describe, overlay.Driver.Mount(staged, null)));
        }

        Assert.Equal(
            vfs.Driver.Changes(parent!.Value, CacheId.Parse("layer0"), CancellationToken.None).Select(change => change.ToString()),
            overlay.Changes(parent.Value, CacheId.Parse("layer0")));
        Assert.Equal(
            vfs.Driver.Changes(parent.Value, CacheId.Parse($"layer{Layers - 2}"), CancellationToken.None).Select(change => change.ToString()),
            overlay.Changes(parent.Value, CacheId.Parse($"layer{Layers - 2}")));
    }

    /// <summary>Applies steps to vfs and leaves out those that are errors there, such as a hard link to nothing.</summary>
    private static List<Action<ILayerWriter>> Accepted(VfsFixture vfs, CacheId id, CacheId? parent, List<Action<ILayerWriter>> steps)
    {
        while (true)
        {
            int at = 0;
            try
            {
                vfs.Make(id, parent, writer => steps.ForEach(step =>
                {
                    step(writer);
                    at++;
                }));
                return steps;
            }
            catch (Exception e) when (e is Errors.UnsupportedTarEntryException or IOException)
            {
                steps.RemoveAt(at);
            }
        }
    }

    private static void Run(ILayerWriter writer, List<Action<ILayerWriter>> steps) => steps.ForEach(step => step(writer));

    private static Action<ILayerWriter> Step(Random random, bool hasLower)
    {
        string path = Path(random);
        string other = Path(random);
        int mode = random.Next(1, 0x1FF);
        string content = $"{random.Next()}\n";
        return random.Next(hasLower ? 12 : 7) switch
        {
            0 or 1 or 2 => writer => writer.File(path, content, mode),
            3 => writer => writer.Directory(path, mode, LayerScript.Attribute("user.of", content.Trim())),
            4 => writer => writer.Directory(path, mode),
            5 => writer => writer.Symlink(path, (mode % 3) switch { 0 => "/" + other, 1 => other, _ => "../" + other }),
            6 or 7 => writer => writer.HardLink(path, other),
            8 or 9 or 10 => writer => writer.Whiteout(path),
            _ => writer => writer.Opaque(path),
        };
    }

    private static string Path(Random random) =>
        string.Join('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Names[random.Next(Names.Length)]));
}
