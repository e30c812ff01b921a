using System.Security.Cryptography;
using System.Text;
using LayerKit.Stress.Worker;

namespace LayerKit.Stress.Tests.Accounting;

/// <summary>Checks a root that nobody has open, from its files alone. It lists whatever does not add up.</summary>
internal sealed class Accountant(StoreChoice choice, DateTimeOffset now)
{
    private readonly List<string> _findings = [];

    /// <summary>The books of the root.</summary>
    public Ledger Ledger { get; } = choice.Metadata == "docker" ? DockerLedger.Read(choice.Root, choice.Driver) : SqliteLedger.Read(choice.Root);

    /// <summary>Everything that is wrong with the root.</summary>
    public IReadOnlyList<string> Audit()
    {
        _findings.AddRange(Ledger.LeftOver.Select(left => $"left over: {left}"));
        _findings.AddRange(DockerLedger.Below(Path.Combine(choice.Root, "layerkit", "sessions")).Select(session => $"session: {session}"));
        foreach (string area in (string[])["mounts", "seals"])
        {
            string notes = Path.Combine(choice.Root, "layerkit", area);
            _findings.AddRange(Directory.Exists(notes) ? Directory.GetFiles(notes).Select(note => $"left over: {note}") : []);
        }

        AuditChains();
        AuditContent();
        return _findings;
    }

    /// <summary>What the store counts for each layer, against children, RW layers and pins in the books. There are no handles.</summary>
    public IEnumerable<string> Compare(IReadOnlyList<LayerSummary> listed)
    {
        foreach (string missing in Ledger.Layers.Keys.Except(listed.Select(layer => layer.ChainId.ToString())))
        {
            yield return $"{missing} is not listed";
        }

        foreach (LayerSummary layer in listed)
        {
            string id = layer.ChainId.ToString();
            LayerReferences expected = new(
                0,
                Ledger.Layers.Values.Count(child => child.Parent == id),
                Ledger.RWLayers.Values.Count(above => above.Parent == id),
                Ledger.Pins.Values.Count(pin => pin.Layer == id));
            if (layer.References != expected)
            {
                yield return $"{id} has {layer.References}, its records make {expected}";
            }
        }
    }

    private void AuditChains()
    {
        foreach ((string chainId, LayerEntry layer) in Ledger.Layers)
        {
            Check(layer.Parent is null || Ledger.Layers.ContainsKey(layer.Parent), $"{chainId} lies on {layer.Parent}, which is gone");
            Check(chainId == ChainOf(layer), $"{chainId} should be called {ChainOf(layer)}");
        }

        foreach ((string name, RWLayerEntry layer) in Ledger.RWLayers)
        {
            Check(layer.Parent is null || Ledger.Layers.ContainsKey(layer.Parent), $"RW layer {name} lies on {layer.Parent}, which is gone");
        }

        foreach ((string name, PinEntry pin) in Ledger.Pins)
        {
            Check(pin.Expires <= now || Ledger.Layers.ContainsKey(pin.Layer), $"pin {name} keeps {pin.Layer}, which is gone");
        }
    }

    /// <summary>The drivers' directories: vfs has dir/ID, overlay2 has ID and content has layers/ID for each id that is owned, and none has anything under way.</summary>
    private void AuditContent()
    {
        string driver = Path.Combine(choice.Root, choice.Driver);
        string own = choice.Driver == "content" ? driver : Path.Combine(driver, "layerkit");
        string[] owned = [.. Ledger.OwnedIds];
        string layers = choice.Driver switch { "vfs" => Path.Combine(driver, "dir"), "content" => Path.Combine(driver, "layers"), _ => driver };
        string[] held = [.. DockerLedger.Below(layers).Select(path => Path.GetFileName(path)).Except(choice.Driver == "overlay2" ? ["l", "layerkit"] : [])];
        _findings.AddRange(owned.GroupBy(id => id).Where(id => id.Count() > 1).Select(id => $"{id.Key} is owned twice"));
        _findings.AddRange(held.Except(owned).Select(id => $"nobody owns the content {id}"));
        _findings.AddRange(owned.Except(held).Select(id => $"the content {id} is gone"));
        string[] recorded = [.. DockerLedger.Below(Path.Combine(own, "deviations")).Select(path => Path.GetFileNameWithoutExtension(path))];
        _findings.AddRange(recorded.Except(owned).Select(id => $"nobody owns the deviations of {id}"));
        string[] linked = [.. DockerLedger.Below(Path.Combine(driver, "l")).Select(link => Path.GetFileName(Path.GetDirectoryName(new FileInfo(link).LinkTarget))!)];
        _findings.AddRange(linked.Except(owned).Select(id => $"nobody owns the short name of {id}"));
        foreach (string area in (string[])["staging", "removing", "staged", "views", "views-new"])
        {
            _findings.AddRange(DockerLedger.Below(Path.Combine(own, area)).Select(path => $"under way: {path}"));
        }

        if (owned.Length == 0 && Directory.Exists(Path.Combine(driver, "objects")))
        {
            _findings.AddRange(Directory.EnumerateFiles(Path.Combine(driver, "objects"), "*", SearchOption.AllDirectories).Select(path => $"nobody refers to {path}"));
        }
    }

    private void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            _findings.Add(otherwise);
        }
    }

    private static string ChainOf(LayerEntry layer) => layer.Parent is null
        ? layer.DiffId
        : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{layer.Parent} {layer.DiffId}")));
}
