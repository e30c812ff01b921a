using System.Text;
using LayerKit.Drivers.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Overlay2;

/// <content>How a layer comes to be, and how layers refer to those below.</content>
public sealed partial class Overlay2Driver
{
    private const string LinkPrefix = "l/";

    /// <summary>Makes a layer visible that is written to by nobody any more.</summary>
    internal void Commit(CacheId id, CacheId? parent, DeviationLog deviations)
    {
        File.WriteAllBytes(Path.Combine(_layout.Staging(id), "committed"), []);
        Publish(id, parent, deviations);
    }

    internal void RemoveStaging(CacheId id)
    {
        DropLink(_layout.Staging(id));
        _engine.Remove(_layout.Staging(id), CancellationToken.None);
    }

    /// <summary>Makes the directory that a new layer grows in.</summary>
    /// <returns>What is on record for the parent.</returns>
    private DeviationLog Begin(CacheId id, CacheId? parent)
    {
        if (Directory.Exists(_layout.Layer(id)))
        {
            throw new IOException($"overlay2 has a layer {id} already; remove it first");
        }

        if (parent is { } below)
        {
            ThrowIfAbsent(below);
        }

        RemoveStaging(id);
        try
        {
            string diff = Path.Combine(_layout.Staging(id), "diff");
            PrivateDirectory.Create(diff);
            SetUsualMode(diff);
        }
        catch
        {
            RemoveStaging(id);
            throw;
        }

        return parent is { } lower ? DeviationFile.Read(_layout.Deviations(lower)) : new DeviationLog();
    }

    private static void SetUsualMode(string directory)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(directory, RootMode);
        }
    }

    private OverlayTreeWriter WriterOver(CacheId id, CacheId? parent, DeviationLog deviations)
    {
        DetachedView? view = parent is { } below ? _mounter.Open(ViewOf(below)) : null;
        return new OverlayTreeWriter(Bytes(Path.Combine(_layout.Staging(id), "diff")), view, deviations, _features);
    }

    /// <summary>Gives a staged layer its place. Records go first: they mean nothing without their layer.</summary>
    private void Publish(CacheId id, CacheId? parent, DeviationLog deviations)
    {
        string staging = _layout.Staging(id);
        string link = Overlay2Layout.NewLinkName();
        try
        {
            if (parent is { } below)
            {
                File.WriteAllText(Path.Combine(staging, "lower"), LowerTextOver(below));
                MarkCommitted(below);
            }

            File.WriteAllText(Overlay2Layout.LinkFile(staging), link);
            DeviationFile.Write(_layout.Deviations(id), deviations);
            File.CreateSymbolicLink(_layout.Link(link), Overlay2Layout.LinkTarget(id));
            Directory.Move(staging, _layout.Layer(id));
        }
        catch
        {
            File.Delete(_layout.Deviations(id));
            throw;
        }
    }

    /// <summary>The <c>lower</c> file of a child: short names, the nearest layer first.</summary>
    private string LowerTextOver(CacheId parent)
    {
        StringBuilder text = new(LinkPrefix);
        text.Append(File.ReadAllText(Overlay2Layout.LinkFile(_layout.Layer(parent))).Trim());
        string lower = LowerText(parent);
        return lower.Length == 0 ? text.ToString() : text.Append(':').Append(lower).ToString();
    }

    private string LowerText(CacheId id) => File.Exists(_layout.Lower(id)) ? File.ReadAllText(_layout.Lower(id)).Trim() : "";

    /// <summary>The layers below one, the nearest first.</summary>
    /// <exception cref="InvalidDataException">What says so is damaged.</exception>
    private List<CacheId> LowersOf(CacheId id)
    {
        string text = LowerText(id);
        return text.Length == 0 ? [] : [.. text.Split(':').Select(item => Target(item, id))];
    }

    private CacheId Target(string item, CacheId of)
    {
        string? target = item.StartsWith(LinkPrefix, StringComparison.Ordinal) ? new FileInfo(_layout.Link(Path.GetFileName(item))).LinkTarget : null;
        return CacheId.TryParse(Path.GetFileName(Path.GetDirectoryName(target)), out CacheId id)
            ? id
            : throw new InvalidDataException($"{_layout.Lower(of)} names a lower layer '{item}' that leads nowhere");
    }

    /// <summary>True when a layer can be found by its children and finds its parent.</summary>
    private bool IsLinked(CacheId id)
    {
        if (File.Exists(_layout.Lower(id)))
        {
            string nearest = LowerText(id).Split(':')[0];
            return nearest.Length > 0 && Directory.Exists(_layout.Diff(Target(nearest, id))) && HasLink(id);
        }

        return HasLink(id);
    }

    private bool HasLink(CacheId id)
    {
        string file = Overlay2Layout.LinkFile(_layout.Layer(id));
        string name = File.Exists(file) ? File.ReadAllText(file).Trim() : "";
        return name.Length > 0 && new FileInfo(_layout.Link(name)).LinkTarget == Overlay2Layout.LinkTarget(id);
    }

    /// <summary>Removes the short name of a layer that is on its way in or out.</summary>
    private void DropLink(string layer)
    {
        string file = Overlay2Layout.LinkFile(layer);
        string name = File.Exists(file) ? File.ReadAllText(file).Trim() : "";
        if (name.Length > 0)
        {
            File.Delete(_layout.Link(Path.GetFileName(name)));
        }
    }
}
