using LayerKit.Drivers;

namespace LayerKit.Testing.Drivers;

/// <summary>What one layer does, in order, to be pushed into any number of writers. Modes are octal text.</summary>
internal sealed class LayerSteps
{
    private readonly List<Action<ILayerWriter>> _steps = [];

    public int Count => _steps.Count;

    public LayerSteps File(string path, string content = "", string mode = "644") =>
        Add(new StepEntry(LayerEntryType.File, path) { Content = content, Mode = Octal(mode) });

    public LayerSteps Directory(string path, string mode = "755", params (string, string)[] xattrs) =>
        Add(new StepEntry(LayerEntryType.Directory, path) { Mode = Octal(mode), Xattrs = xattrs });

    public LayerSteps Symlink(string path, string target) =>
        Add(new StepEntry(LayerEntryType.SymbolicLink, path) { LinkTarget = target, Mode = Octal("777") });

    public LayerSteps HardLink(string path, string target) => Add(new StepEntry(LayerEntryType.HardLink, path) { LinkTarget = target });

    public LayerSteps Fifo(string path) => Add(new StepEntry(LayerEntryType.Fifo, path));

    public LayerSteps Device(string path, uint major = 1, uint minor = 3, LayerEntryType type = LayerEntryType.CharacterDevice, string mode = "666") =>
        Add(new StepEntry(type, path) { DeviceMajor = major, DeviceMinor = minor, Mode = Octal(mode) });

    public LayerSteps Whiteout(string path) => Do(writer => writer.Whiteout(StepEntry.Bytes(path)));

    public LayerSteps Opaque(string path) => Do(writer => writer.Opaque(StepEntry.Bytes(path)));

    public LayerSteps Add(StepEntry entry) => Do(entry.AddTo);

    /// <summary>The steps but the first ones, then those.</summary>
    public LayerSteps Rotated(int count)
    {
        LayerSteps rotated = new();
        rotated._steps.AddRange(_steps.Skip(count).Concat(_steps.Take(count)));
        return rotated;
    }

    public LayerSteps Reversed()
    {
        LayerSteps reversed = new();
        reversed._steps.AddRange(Enumerable.Reverse(_steps));
        return reversed;
    }

    public void PushInto(ILayerWriter writer, int most = int.MaxValue)
    {
        foreach (Action<ILayerWriter> step in _steps.Take(most))
        {
            step(writer);
        }
    }

    public static int Octal(string mode) => Convert.ToInt32(mode, 8);

    private LayerSteps Do(Action<ILayerWriter> step)
    {
        _steps.Add(step);
        return this;
    }
}
