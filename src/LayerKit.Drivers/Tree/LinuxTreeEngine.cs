using System.Text;
using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tree;

/// <summary>Works with system calls on directory handles and names of any bytes.</summary>
internal sealed class LinuxTreeEngine : ITreeEngine
{
    public string Name => "linux";

    public ITreeWriter Write(string root, bool hasLower, DeviationLog deviations) => new CopyTreeWriter(Bytes(root), hasLower, deviations);

    public ILayerContent Read(string root, DeviationLog deviations) => new TreeContent(Bytes(root), deviations, XattrNames.Plain);

    public void Copy(string source, string target, CancellationToken token)
    {
        int from = Open(source);
        try
        {
            int to = Open(target);
            try
            {
                new TreeCopier(to, XattrNames.Plain, token).CopyRoot(from);
            }
            finally
            {
                Unistd.Close(to);
            }
        }
        finally
        {
            Unistd.Close(from);
        }
    }

    public IReadOnlyList<Change> Compare(RecordedTree? older, RecordedTree newer, CancellationToken token)
    {
        int oldRoot = older is null ? -1 : Open(older.Root);
        try
        {
            int newRoot = Open(newer.Root);
            try
            {
                return new TreeComparer(older?.Deviations ?? new DeviationLog(), newer.Deviations, token).Compare(oldRoot, newRoot);
            }
            finally
            {
                Unistd.Close(newRoot);
            }
        }
        finally
        {
            Unistd.Close(oldRoot);
        }
    }

    public long Measure(string path)
    {
        int root = Open(path);
        try
        {
            return new TreeMeter().Measure(root, []);
        }
        finally
        {
            Unistd.Close(root);
        }
    }

    public void Remove(string path, CancellationToken token) => TreeRemover.Remove(Libc.CurrentDirectory, Bytes(path), token: token);

    public void Sync(string path)
    {
        int handle = Open(path);
        int result = Unistd.SyncFileSystem(handle);
        Unistd.Close(handle);
        NativeException.Check(result, "syncfs", Bytes(path));
    }

    private static int Open(string path) =>
        NativeException.Check(Fcntl.OpenAt(Libc.CurrentDirectory, Bytes(path), Fcntl.ReadOnly | Fcntl.Directory), "openat", Bytes(path));

    private static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path);
}
