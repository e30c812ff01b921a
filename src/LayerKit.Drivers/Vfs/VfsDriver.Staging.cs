using LayerKit.Drivers.Tree;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Registration;

namespace LayerKit.Drivers.Vfs;

/// <content>How a layer comes to be.</content>
public sealed partial class VfsDriver
{
    private const UnixFileMode RootMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Makes a layer visible that was staged. The record goes first: it means nothing without its layer.</summary>
    private void Publish(CacheId id, DeviationLog deviations)
    {
        try
        {
            DeviationFile.Write(_layout.Deviations(id), deviations);
            Directory.Move(_layout.Staging(id), _layout.Layer(id));
        }
        catch
        {
            File.Delete(_layout.Deviations(id));
            RemoveStaging(id);
            throw;
        }
    }

    private void RemoveStaging(CacheId id) => _engine.Remove(_layout.Staging(id), CancellationToken.None);

    private static void ThrowIfAny(IEnumerable<KeyValuePair<string, string>> options)
    {
        OptionProblem[] problems = [.. options.Select(Problem)];
        if (problems.Length > 0)
        {
            throw new DriverOptionException(DriverName, problems);
        }
    }

    private static OptionProblem Problem(KeyValuePair<string, string> option) => option.Key is "size" or "vfs.size"
        ? new(option.Key, option.Value, "no limit of the size, which vfs cannot keep", "leave it out or use a driver with quotas")
        : new(option.Key, option.Value, "no options", "leave it out");

    /// <summary>Starts a layer as a copy of its parent, or empty, with what is on record for the parent.</summary>
    private DeviationLog Stage(CacheId id, CacheId? parent, CancellationToken token)
    {
        if (Directory.Exists(_layout.Layer(id)))
        {
            throw new IOException($"vfs has a layer {id} already; remove it first");
        }

        RecordedTree? lower = parent is { } older ? Committed(older) : null;
        string staging = _layout.Staging(id);
        try
        {
            RemoveStaging(id);
            PrivateDirectory.Create(staging);
            if (lower is not null)
            {
                _engine.Copy(lower.Root, staging, token);
            }
            else if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(staging, RootMode);
            }
        }
        catch
        {
            RemoveStaging(id);
            throw;
        }

        return lower?.Deviations ?? new DeviationLog();
    }

    private RecordedTree Committed(CacheId id)
    {
        string root = _layout.Layer(id);
        return Directory.Exists(root)
            ? new RecordedTree(root, DeviationFile.Read(_layout.Deviations(id)))
            : throw new DirectoryNotFoundException($"vfs has no layer {id} in {_layout.Layers}");
    }
}
