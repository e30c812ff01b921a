using LayerKit.Drivers.Tests.Tree;

namespace LayerKit.Drivers.Tests.Model;

/// <summary>The merged tree of a chain, in memory and without any cleverness: a map from paths to files.</summary>
internal sealed class TreeModel
{
    private const int ImpliedMode = 0x1ED;

    private readonly SortedDictionary<string, ModelNode> _nodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);
    private readonly List<ModelStep> _applied = [];

    /// <summary>The tree of a layer on top of another.</summary>
    /// <param name="lower">The tree below, or null.</param>
    /// <param name="steps">What the layer does.</param>
    public TreeModel(TreeModel? lower, IEnumerable<ModelStep> steps)
    {
        foreach ((string path, ModelNode node) in lower?._nodes ?? [])
        {
            _nodes.Add(path, node);
        }

        ModelStep[] all = [.. steps];
        foreach (ModelStep step in all.Where(step => MakesSense(step, all)))
        {
            Apply(step);
            _applied.Add(step);
        }
    }

    /// <summary>One line for each path.</summary>
    public IEnumerable<string> Lines => _nodes.Select(pair => $"{pair.Key}: {pair.Value.Describe(FirstName(pair.Value))}");

    /// <summary>Pushes the steps that make sense into a driver's writer.</summary>
    public void PushInto(ILayerWriter writer)
    {
        foreach (ModelStep step in _applied)
        {
            Xattr[] xattrs = Xattrs(step) is { Length: > 0 } ? [LayerScript.Attribute("user.n", $"{step.Number}")] : [];
            _ = step.Kind switch
            {
                ModelStepKind.File => writer.File(step.Path, Content(step), step.Mode),
                ModelStepKind.Directory => writer.Directory(step.Path, step.Mode, xattrs),
                ModelStepKind.Symlink => writer.Symlink(step.Path, Content(step)),
                ModelStepKind.HardLink => writer.HardLink(step.Path, step.Target),
                ModelStepKind.Fifo => writer.Node(LayerEntryType.Fifo, step.Path, mode: step.Mode),
                ModelStepKind.Whiteout => writer.Whiteout(step.Path),
                _ => writer.Opaque(step.Path),
            };
        }
    }

    // No path twice, nothing below what the same layer makes a file, and links only to what is there and stays: a tar says no such thing, or is refused.
    private bool MakesSense(ModelStep step, ModelStep[] all)
    {
        if (!step.Adds)
        {
            return true;
        }

        bool isFree = !_own.Contains(step.Path) && !_own.Any(path => IsBelow(step.Path, path) && !_nodes[path].IsDirectory)
            && (step.Kind == ModelStepKind.Directory || !_own.Any(path => IsBelow(path, step.Path)));
        return isFree && (step.Kind != ModelStepKind.HardLink || IsTarget(step, all));
    }

    private bool IsTarget(ModelStep link, ModelStep[] all) =>
        link.Target != link.Path && !IsBelow(link.Target, link.Path) && !IsBelow(link.Path, link.Target)
        && _nodes.TryGetValue(link.Target, out ModelNode? target) && !target.IsDirectory
        && (_own.Contains(link.Target) || !all.Any(step => Hides(step, link.Target)));

    private static bool Hides(ModelStep step, string path) => step.Kind switch
    {
        ModelStepKind.Whiteout => step.Path == path || IsBelow(path, step.Path),
        ModelStepKind.Opaque => IsBelow(path, step.Path),
        ModelStepKind.Directory => step.Path == path,
        _ => IsBelow(path, step.Path) || step.Path == path,
    };

    private void Apply(ModelStep step)
    {
        switch (step.Kind)
        {
            case ModelStepKind.Whiteout:
                if (Strip(step.Path))
                {
                    _nodes[step.Path] = _own.Contains(step.Path) ? _nodes[step.Path] : Implied();
                }

                break;
            case ModelStepKind.Opaque when _nodes.TryGetValue(step.Path, out ModelNode? directory) && directory.IsDirectory:
                Array.ForEach(Children(step.Path), child => Strip(child));
                break;
            case ModelStepKind.Opaque:
                break;
            default:
                Add(step);
                break;
        }
    }

    private void Add(ModelStep step)
    {
        for (int slash = step.Path.IndexOf('/'); slash > 0; slash = step.Path.IndexOf('/', slash + 1))
        {
            string parent = step.Path[..slash];
            _nodes[parent] = _nodes.TryGetValue(parent, out ModelNode? there) && there.IsDirectory ? there : Implied();
        }

        ModelNode made = Make(step);
        if (!made.IsDirectory)
        {
            Array.ForEach(Below(step.Path), path => _nodes.Remove(path));
        }

        _nodes[step.Path] = made;
        _own.Add(step.Path);
    }

    private ModelNode Make(ModelStep step) => step.Kind switch
    {
        ModelStepKind.File => new ModelNode(LayerEntryType.File, step.Mode, Content(step), ""),
        ModelStepKind.Directory => new ModelNode(LayerEntryType.Directory, step.Mode, "", Xattrs(step)),
        ModelStepKind.Symlink => new ModelNode(LayerEntryType.SymbolicLink, 0x1FF, Content(step), ""),
        ModelStepKind.Fifo => new ModelNode(LayerEntryType.Fifo, step.Mode, "", ""),
        _ => _nodes[step.Target],
    };

    /// <summary>Removes what lower layers have at a path; answers whether something of this layer is left there.</summary>
    private bool Strip(string path)
    {
        if (!_nodes.TryGetValue(path, out ModelNode? node))
        {
            return false;
        }

        bool isOwn = _own.Contains(path);
        bool keepsOwn = false;
        foreach (string child in node.IsDirectory ? Children(path) : [])
        {
            keepsOwn |= Strip(child);
        }

        if (!isOwn && keepsOwn)
        {
            _nodes[path] = Implied();
        }
        else if (!isOwn)
        {
            _nodes.Remove(path);
        }

        return isOwn || keepsOwn;
    }

    private static ModelNode Implied() => new(LayerEntryType.Directory, ImpliedMode, "", "");

    private static string Content(ModelStep step) => $"content {step.Number}";

    private static string Xattrs(ModelStep step) => step.Number % 3 == 0 ? $"user.n={step.Number}" : "";

    private static bool IsBelow(string path, string directory) => path.StartsWith(directory + "/", StringComparison.Ordinal);

    private string[] Below(string directory) => [.. _nodes.Keys.Where(path => IsBelow(path, directory))];

    private string[] Children(string directory) => [.. Below(directory).Where(path => path.LastIndexOf('/') == directory.Length)];

    private string FirstName(ModelNode node) =>
        _nodes.Where(pair => ReferenceEquals(pair.Value, node)).Select(pair => pair.Key).ToArray() is { Length: > 1 } names && !node.IsDirectory ? names[0] : "";
}
