using LayerKit.Linux;

namespace LayerKit.Sessions;

/// <summary>What one open store holds, seen by all processes that have the root open, and what they hold, seen by this one.</summary>
/// <remarks>
/// Each session is a file below <c>layerkit/sessions</c> whose first byte its process keeps locked; the kernel unlocks it when the process ends, and then nothing in the
/// file counts any more. Invariant: whoever removes something first looks for holds and then for records, and whoever holds something publishes a record before
/// it lets go. So the remover sees one of the two.
/// </remarks>
internal sealed class Session
{
    private readonly string _directory;
    private readonly string _path;
    private readonly SessionFile _file;
    private DirectoryInfo? _apart;

    private Session(string layerKitDirectory, string directory, string path, SessionFile file)
    {
        WorkDirectory = layerKitDirectory;
        _directory = directory;
        _path = path;
        _file = file;
        Stripes = new Stripes(Path.Combine(directory, "..", "stripes"));
    }

    /// <summary>Where what goes with sessions lies: LayerKit's directory in the root, or that of a session apart.</summary>
    public string WorkDirectory { get; }

    /// <summary>The locks between sessions.</summary>
    public Stripes Stripes { get; }

    /// <summary>Begins a session and deletes those of processes that have ended. The caller has the root's lock, so that no other begins meanwhile.</summary>
    public static Session Begin(string layerKitDirectory)
    {
        string directory = Path.Combine(layerKitDirectory, "sessions");
        Directory.CreateDirectory(directory);
        foreach (string path in Directory.EnumerateFiles(directory).Where(path => !IsAlive(path)).ToList())
        {
            File.Delete(path);
        }

        string own = Path.Combine(directory, Guid.NewGuid().ToString("N"));
        FileStream file = new(own, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (FileLocks.IsSupported)
        {
            FileLocks.Take(file.SafeFileHandle, 0, shared: false);
        }

        return new Session(layerKitDirectory, directory, own, new SessionFile(file));
    }

    /// <summary>Begins a session that nobody else sees, in a directory of its own outside the root.</summary>
    public static Session BeginApart()
    {
        DirectoryInfo apart = Directory.CreateTempSubdirectory("layerkit-");
        Session session = Begin(apart.FullName);
        session._apart = apart;
        return session;
    }

    /// <summary>Holds a key, counting one. Where somebody could be removing what it names, the caller has the key's stripe.</summary>
    public HoldSlot Take(HoldKey key) => _file.Take(key);

    /// <summary>Lets a key go, whatever it counted.</summary>
    public void Return(HoldSlot slot) => _file.Return(slot);

    /// <summary>How often a key is held by all sessions.</summary>
    public int Count(HoldKey key) => Holds().Where(hold => hold.Key == key).Sum(hold => hold.Count);

    /// <summary>Everything that is held, with its count over all sessions.</summary>
    public IReadOnlyDictionary<HoldKey, int> Counts()
    {
        Dictionary<HoldKey, int> counts = [];
        foreach ((HoldKey key, int count) in Holds())
        {
            counts[key] = counts.GetValueOrDefault(key) + count;
        }

        return counts;
    }

    /// <summary>Ends the session: nothing it holds counts any more.</summary>
    public void End()
    {
        File.Delete(_path);
        _file.Dispose();
        Stripes.Dispose();
        _apart?.Delete(recursive: true);
    }

    /// <summary>Reads the session files as files: the kernel keeps those and the mappings of their owners the same.</summary>
    private IEnumerable<(HoldKey Key, int Count)> Holds()
    {
        foreach (string path in Directory.EnumerateFiles(_directory))
        {
            if ((path == _path || IsAlive(path)) && TryRead(path, out byte[] bytes))
            {
                foreach ((HoldKey, int) hold in SessionFile.Read(bytes))
                {
                    yield return hold;
                }
            }
        }
    }

    private static bool TryRead(string path, out byte[] bytes)
    {
        try
        {
            bytes = File.ReadAllBytes(path);
            return true;
        }
        catch (FileNotFoundException)
        {
            // Its process closed the store between two steps; it holds nothing.
            bytes = [];
            return false;
        }
    }

    private static bool IsAlive(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return FileLocks.IsSupported && FileLocks.IsTaken(file.SafeFileHandle, 0);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
}
