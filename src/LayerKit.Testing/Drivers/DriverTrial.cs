using LayerKit.Drivers;
using LayerKit.Identity;
using LayerKit.Testing.Linux;

namespace LayerKit.Testing.Drivers;

/// <summary>A driver in a directory that goes with it, what checks put into it, and a canary beside it that nothing may touch.</summary>
internal sealed class DriverTrial : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly Func<DriverContext, ILayerDriver> _open;
    private readonly List<ILayerDriver> _opened = [];
    private readonly LayerTree? _canary;

    public DriverTrial(Func<DriverContext, ILayerDriver> open, string place)
    {
        _open = open;
        Place = System.IO.Directory.CreateDirectory(Path.Combine(place, $"layerkit-conformance-{Path.GetRandomFileName()}")).FullName;
        Scratch = System.IO.Directory.CreateDirectory(Path.Combine(Place, "scratch")).FullName;
        System.IO.Directory.CreateDirectory(Path.Combine(Canary, "dir"));
        File.WriteAllText(Path.Combine(Canary, "file"), "sings");
        File.WriteAllText(Path.Combine(Canary, "dir", "file"), "too");
        _canary = OperatingSystem.IsLinux() ? LayerTree.OfDirectory(Canary) : null;
        Context = new DriverContext(Path.Combine(Place, "store", "driver"));
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(Context.Root);
        }
        else
        {
            System.IO.Directory.CreateDirectory(Context.Root, OwnerOnly);
        }

        Driver = Open();
    }

    /// <summary>Where everything of the check is.</summary>
    public string Place { get; }

    /// <summary>A directory for whatever a check needs.</summary>
    public string Scratch { get; }

    /// <summary>A directory outside the driver's that layers try to reach.</summary>
    public string Canary => Path.Combine(Place, "canary");

    public DriverContext Context { get; }

    /// <summary>The driver that was opened last.</summary>
    public ILayerDriver Driver { get; private set; }

    /// <summary>True when layers are applied without their parents first.</summary>
    public bool IsStaged { get; set; }

    public IDriverDamage? Damage { get; init; }

    public static CacheId Id(string text) => CacheId.Parse(text);

    /// <summary>A trial of the same driver in another place.</summary>
    public DriverTrial At(string place) => new(_open, place) { Damage = Damage };

    public T Able<T>()
        where T : class => (T)Driver;

    /// <summary>Opens one more driver on the root, as another process would.</summary>
    public ILayerDriver Open()
    {
        ILayerDriver driver = _open(Context);
        _opened.Add(driver);
        return driver;
    }

    /// <summary>Opens one more driver that may write nothing.</summary>
    public ILayerDriver OpenReadOnly(string? root = null)
    {
        ILayerDriver driver = _open(new DriverContext(root ?? Context.Root) { ReadOnly = true });
        _opened.Add(driver);
        return driver;
    }

    /// <summary>Ends the driver as a process does that ends well, and opens it again.</summary>
    public void Reopen()
    {
        Close();
        Driver = Open();
    }

    /// <summary>Opens the driver again after a process that did not end well.</summary>
    public void Crash() => Driver = Open();

    /// <summary>Makes one layer.</summary>
    public CacheId Make(string name, CacheId? parent, LayerSteps steps)
    {
        CacheId id = Id(name);
        if (IsStaged)
        {
            Stage(id, steps);
            Able<IStagedLayers>().Attach(id, parent, CancellationToken.None);
            return id;
        }

        using ILayerWriter writer = Driver.Create(id, parent, CancellationToken.None);
        steps.PushInto(writer);
        writer.Commit();
        return id;
    }

    /// <summary>Makes a chain of layers and answers with the top one. Staged ones are all applied, the last one first, before any gets its parent.</summary>
    public CacheId Stack(params LayerSteps[] layers)
    {
        CacheId? top = null;
        for (int i = layers.Length - 1; i >= 0 && IsStaged; i--)
        {
            Stage(Id($"layer{i}"), layers[i]);
        }

        for (int i = 0; i < layers.Length; i++)
        {
            if (IsStaged)
            {
                Able<IStagedLayers>().Attach(Id($"layer{i}"), top, CancellationToken.None);
            }

            top = IsStaged ? Id($"layer{i}") : Make($"layer{i}", top, layers[i]);
        }

        return top!.Value;
    }

    public LayerTree Tree(CacheId id) => LayerTree.Read(Driver, id, Scratch);

    public LayerNode Node(CacheId id, string path) =>
        Tree(id).Nodes.GetValueOrDefault(path) ?? throw new ConformanceException($"layer {id} has no /{path}");

    public string Content(CacheId id, string path)
    {
        using ILayerContent content = Driver.Open(id);
        return ContentChecks.Text(content, path);
    }

    /// <summary>The merged tree has exactly these paths, directories with a slash behind.</summary>
    public void RequirePaths(CacheId id, params string[] expected) => Require.Same(expected, Tree(id).Paths, $"paths of {id}");

    public void RequireTop(string[] expected, params LayerSteps[] layers) => RequirePaths(Stack(layers), expected);

    /// <summary>The trees are equal. A directory that no entry names has the time at which somebody made it, perhaps a checkout, and that says nothing.</summary>
    public static void RequireEqual(LayerTree expected, LayerTree actual) => Require.Same(
        expected.Nodes.Select(pair => (pair.Key, WithoutImpliedTime(pair.Value))), actual.Nodes.Select(pair => (pair.Key, WithoutImpliedTime(pair.Value))), "the tree");

    /// <summary>The driver has nothing under an id and says so in every way.</summary>
    public void RequireNothing(CacheId id)
    {
        Require.Equal(DriverPresence.Absent, Driver.Presence(id));
        Require.True(!Driver.List().Contains(id), $"{id} is not listed");
        Require.Throws<DirectoryNotFoundException>(() => Driver.Open(id).Dispose());
    }

    public void RequireCanary()
    {
        if (_canary is not null)
        {
            Require.Empty(LayerTree.OfDirectory(Canary).DifferencesFrom(_canary), "what was done to files outside the driver's directory");
        }
    }

    public void Dispose()
    {
        foreach (CacheId id in Driver.List().ToArray())
        {
            Driver.Remove(id, CancellationToken.None);
        }

        Close();
        if (OperatingSystem.IsLinux())
        {
            Posix.RemoveTree(Posix.FromText(Place));
        }
        else
        {
            System.IO.Directory.Delete(Place, recursive: true);
        }
    }

    private static LayerNode WithoutImpliedTime(LayerNode node) =>
        node.Type == LayerEntryType.Directory && node.ModifiedTime.Seconds > StepEntry.UsualTime.Seconds ? node with { ModifiedTime = default } : node;

    private void Stage(CacheId id, LayerSteps steps)
    {
        using ILayerWriter writer = Able<IStagedLayers>().Stage(id, CancellationToken.None);
        steps.PushInto(writer);
        writer.Commit();
    }

    private void Close()
    {
        foreach (IDisposable driver in _opened.OfType<IDisposable>())
        {
            driver.Dispose();
        }

        _opened.Clear();
    }
}
