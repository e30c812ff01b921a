using System.Runtime.InteropServices;
using System.Text;
using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Overlay2;

/// <summary>An overlay mount in the making (fsopen), whose errors say what the kernel says.</summary>
internal sealed class MountContext : IDisposable
{
    private const int MessageSize = 1024;

    private readonly string _name;
    private readonly int _context;

    public MountContext(string name)
    {
        _name = name;
        _context = NativeException.Check(SysMount.OpenContext("overlay"u8), "fsopen", "overlay"u8);
    }

    public void Set(string key, string value) => Check(SysMount.Configure(_context, Bytes(key), Bytes(value)), $"{key}={value}");

    public void SetFlag(string key) => Check(SysMount.ConfigureFlag(_context, Bytes(key)), key);

    /// <summary>Sets a directory by an open handle to it.</summary>
    public void SetDirectory(string key, string path)
    {
        int handle = NativeException.Check(Fcntl.OpenAt(Libc.CurrentDirectory, Bytes(path), Fcntl.PathOnly | Fcntl.Directory), "openat", Bytes(path));
        int result = SysMount.ConfigureHandle(_context, Bytes(key), handle);
        Unistd.Close(handle);
        Check(result, $"{key}={path}");
    }

    /// <summary>Makes the mount, attached nowhere.</summary>
    public int Create(bool readOnly)
    {
        Check(SysMount.Create(_context), "create");
        int mount = SysMount.MountContext(_context, readOnly ? SysMount.AttributeReadOnly : 0);
        Check(mount, "fsmount");
        return mount;
    }

    /// <summary>True when this kernel takes lower layers one by one as handles (Linux 6.13).</summary>
    public static bool AskForHandles()
    {
        using MountContext context = new("a trial");
        int handle = Fcntl.OpenAt(Libc.CurrentDirectory, "/"u8, Fcntl.PathOnly | Fcntl.Directory);
        int result = SysMount.ConfigureHandle(context._context, "lowerdir+"u8, handle);
        Unistd.Close(handle);
        return result >= 0;
    }

    public void Dispose() => Unistd.Close(_context);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private void Check(int result, string what)
    {
        if (result < 0)
        {
            throw new IOException(
                $"overlay mount of {_name}, {what}: {Marshal.GetPInvokeErrorMessage(-result)} (errno {-result}){Messages()}", -result);
        }
    }

    /// <summary>The kernel's own words, one message for each read.</summary>
    private string Messages()
    {
        StringBuilder text = new();
        Span<byte> message = stackalloc byte[MessageSize];
        for (int length = SysMountMessage(message); length > 0; length = SysMountMessage(message))
        {
            text.Append(text.Length == 0 ? "; the kernel says: " : " / ").Append(Encoding.UTF8.GetString(message[..length]).Trim());
        }

        return text.ToString();
    }

    private int SysMountMessage(Span<byte> message) => Unistd.ReadNext(_context, message);
}
