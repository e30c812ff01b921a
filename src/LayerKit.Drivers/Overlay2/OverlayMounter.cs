using System.Text;
using LayerKit.Drivers.Linux;
using LayerKit.Drivers.Tree;

namespace LayerKit.Drivers.Overlay2;

/// <summary>Makes overlay mounts: by handles where the kernel takes them, so that neither number nor length nor characters of paths matter, else by mount(2).</summary>
/// <remarks>Uppers are written without redirects and metacopy, so that an upper directory by itself says what changed.</remarks>
internal sealed class OverlayMounter(Overlay2Layout layout, OverlayFeatures features)
{
    private const string Label = "context";

    /// <summary>Mounts where nobody sees it.</summary>
    public DetachedView Open(OverlayStack stack)
    {
        if (stack is { Lowers: [string only], Upper: null } && !Directory.Exists(layout.Empty))
        {
            // A root that is only read and where LayerKit never worked: nothing is made in it.
            return new DetachedView(NativeException.Check(SysMount.Clone(Bytes(only)), "open_tree", Bytes(only)));
        }

        if (features.TakesHandles)
        {
            return new DetachedView(Create(stack, label: null));
        }

        string place = Path.Combine(layout.ViewArea, Guid.NewGuid().ToString("N"));
        PrivateDirectory.Create(place);
        try
        {
            MountByText(stack, place, label: null);
            int view = SysMount.Clone(Bytes(place));
            SysMount.Unmount(Bytes(place));
            return new DetachedView(NativeException.Check(view, "open_tree", Bytes(place)));
        }
        finally
        {
            Directory.Delete(place);
        }
    }

    /// <summary>Mounts at an empty directory.</summary>
    public void Attach(OverlayStack stack, string path, string? label)
    {
        if (!features.TakesHandles)
        {
            MountByText(stack, path, label);
            return;
        }

        using DetachedView view = new(Create(stack, label));
        NativeException.Check(SysMount.Attach(view.Mount, Bytes(path)), "move_mount", Bytes(path));
    }

    private int Create(OverlayStack stack, string? label)
    {
        using MountContext context = new(stack.Name);
        context.Set("source", "overlay");
        foreach (string lower in Lowers(stack))
        {
            context.SetDirectory("lowerdir+", lower);
        }

        if (stack.Upper is not null)
        {
            context.SetDirectory("upperdir", stack.Upper);
            context.SetDirectory("workdir", stack.Work!);
        }

        foreach ((string key, string? value) in Options(label))
        {
            if (value is null)
            {
                context.SetFlag(key);
            }
            else
            {
                context.Set(key, value);
            }
        }

        return context.Create(readOnly: stack.Upper is null);
    }

    /// <summary>mount(2) with all options in one page: directories are named by the numbers of their handles, which are short and have no odd characters.</summary>
    private void MountByText(OverlayStack stack, string path, string? label)
    {
        List<int> handles = [];
        try
        {
            StringBuilder text = new("lowerdir=");
            text.AppendJoin(':', Lowers(stack).Select(lower => Name(lower, handles)));
            if (stack.Upper is not null)
            {
                text.Append(",upperdir=").Append(Name(stack.Upper, handles)).Append(",workdir=").Append(Name(stack.Work!, handles));
            }

            foreach ((string key, string? value) in Options(label))
            {
                text.Append(',').Append(key).Append(value is null ? "" : key == Label ? $"=\"{value}\"" : $"={value}");
            }

            int result = SysMount.Mount("overlay"u8, Bytes(path), "overlay"u8, stack.Upper is null, Bytes(text.ToString()));
            NativeException.Check(result, "mount", Bytes($"{path} with {Lowers(stack).Count} lower layers"));
        }
        finally
        {
            handles.ForEach(handle => Unistd.Close(handle));
        }
    }

    private static string Name(string directory, List<int> handles)
    {
        int handle = Fcntl.OpenAt(Libc.CurrentDirectory, Bytes(directory), Fcntl.PathOnly | Fcntl.Directory);
        handles.Add(NativeException.Check(handle, "openat", Bytes(directory)));
        return Encoding.ASCII.GetString(ProcPath.Of(handle));
    }

    // The kernel wants a lower layer, and two where there is no upper one.
    private IReadOnlyList<string> Lowers(OverlayStack stack) =>
        stack.Lowers.Count < (stack.Upper is null ? 2 : 1) ? [.. stack.Lowers, layout.Empty] : stack.Lowers;

    private IEnumerable<(string Key, string? Value)> Options(string? label)
    {
        if (features.HasIndex)
        {
            yield return ("index", "off");
        }

        if (features.IsUserNamespace)
        {
            // Implies that redirects and metacopy are off.
            yield return ("userxattr", null);
        }
        else
        {
            // Of uppers that somebody else wrote; ours have none, and an archive cannot bring any.
            yield return ("redirect_dir", "follow");
            yield return ("metacopy", "off");
        }

        if (label is not null)
        {
            yield return (Label, label);
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
