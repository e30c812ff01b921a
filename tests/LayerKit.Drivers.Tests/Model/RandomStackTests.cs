using CsCheck;
using LayerKit.Drivers.Btrfs;
using LayerKit.Drivers.Content;
using LayerKit.Drivers.Overlay2;
using LayerKit.Drivers.Tests.Btrfs;
using LayerKit.Drivers.Vfs;
using LayerKit.Identity;
using LayerKit.Testing.Drivers;

namespace LayerKit.Drivers.Tests.Model;

/// <summary>Random chains of five layers: each driver's merged trees are those of a slow model, and so equal to each other.</summary>
[Collection(OnBtrfs.Name)]
public sealed class RandomStackTests(BtrfsVolume volume)
{
    private const int Layers = 5;
    private const int MostSteps = 9;
    private const int Chains = 50;

    private static readonly string[] Names = ["a", "b", "c"];
    private static readonly string[] Paths =
    [
        .. Names, .. Names.SelectMany(_ => Names, (one, two) => $"{one}/{two}"), .. Names.SelectMany(_ => Names, (one, two) => $"{one}/{two}/x"),
    ];

    private static readonly Gen<ModelStep> Steps = Gen.Select(
        Gen.Int[0, (int)ModelStepKind.Opaque], Gen.Int[0, Paths.Length - 1], Gen.Int[0, Paths.Length - 1], Gen.Int[0, 99],
        (kind, path, target, number) => new ModelStep((ModelStepKind)kind, Paths[path], Paths[target], number));

    private static readonly Gen<ModelStep[][]> Stacks = Steps.Array[0, MostSteps].Array[Layers];

    private static readonly Dictionary<string, Func<DriverContext, ILayerDriver>> Drivers = new(StringComparer.Ordinal)
    {
        ["vfs"] = static context => new VfsDriver(context),
        ["content"] = static context => new ContentDriver(context),
        ["overlay2"] = static context => new Overlay2Driver(context, new Overlay2Options()),
        ["btrfs"] = static context => new BtrfsDriver(context, new BtrfsOptions()),
    };

    public static TheoryData<string> DriverNames => [.. Drivers.Keys];

    [Theory]
    [MemberData(nameof(DriverNames))]
    public void Merged_trees_are_those_of_the_model(string driver) => Stacks.Sample(stack => Check(driver, stack), iter: Chains, threads: 1);

    private void Check(string name, ModelStep[][] stack)
    {
        string root = volume.NewDirectory();
        string scratch = volume.NewDirectory();
        ILayerDriver driver = Drivers[name](new DriverContext(root));
        TreeModel? below = null;
        CacheId? parent = null;
        try
        {
            for (int layer = 0; layer < stack.Length; layer++)
            {
                TreeModel model = new(below, stack[layer], splitsLinks: name == "overlay2");
                CacheId id = CacheId.Parse($"layer{layer}");
                using (ILayerWriter writer = driver.Create(id, parent, CancellationToken.None))
                {
                    model.PushInto(writer);
                    writer.Commit();
                }

                Assert.Equal(model.Lines, Lines(LayerTree.Read(driver, id, scratch)));
                (below, parent) = (model, id);
            }
        }
        finally
        {
            foreach (CacheId id in driver.List().ToArray())
            {
                driver.Remove(id, CancellationToken.None);
            }

            Directory.Delete(root, recursive: true);
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static IEnumerable<string> Lines(LayerTree tree) => tree.Nodes.Where(pair => pair.Key.Length > 0).Select(pair =>
        $"{pair.Key}: {ModelNode.Line(pair.Value.Type, pair.Value.Mode, pair.Value.Content + pair.Value.LinkTarget, pair.Value.Xattrs, pair.Value.SameAs)}");
}
