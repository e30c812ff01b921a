using LayerKit.Generators.Models;
using Microsoft.CodeAnalysis.Text;

namespace LayerKit.Generators.Emit;

/// <summary>Writes the generated part of a handle: its cell, how it is made, and its forwarding members.</summary>
internal static class HandleEmitter
{
    public static SourceText Emit(HandleModel handle)
    {
        var writer = new SourceWriter();
        writer.Namespace(handle.Type.Namespace);
        writer.Line($"sealed partial class {handle.Name} : {Names.Handle}");
        writer.Open();
        EmitCell(writer, handle);
        foreach (HandleMember member in handle.Members)
        {
            writer.Line();
            EmitMember(writer, handle, member);
        }

        writer.Close();
        return writer.ToSourceText();
    }

    private static string Cell(HandleModel handle) => $"{Names.Cell}<{handle.Resource}>";

    private static void EmitCell(SourceWriter writer, HandleModel handle)
    {
        string cell = Cell(handle);
        writer.Line($"private readonly {cell} _cell;");
        writer.Line();
        writer.Mark();
        writer.Line($"private {handle.Name}({cell} held)");
        writer.Indented([": base(held) => _cell = held;"]);
        writer.Line();
        writer.Member("Another handle on the same, which is disposed on its own.", $"public {handle.Name} Clone() => new(Hold(_cell));");
        writer.Line();
        writer.Member("Makes a handle of a reference that the caller holds.", $"internal static {handle.Name} Adopt({cell} held) => new(held);");
        writer.Line();
        writer.Member("Takes the reference out of the handle; null when it was given back or taken before.", $"internal {cell}? Detach() => TryDetach() ? _cell : null;");
        writer.Line();
        writer.Member("The resource, whether the handle still refers to it or not; for its name alone.", $"internal {handle.Resource} Unguarded => _cell.Value;");
    }

    private static void EmitMember(SourceWriter writer, HandleModel handle, HandleMember member)
    {
        writer.Mark();
        switch (member.Flow)
        {
            case HandleFlow.StoredProperty or HandleFlow.ComputedProperty:
                EmitProperty(writer, handle, member);
                break;
            case HandleFlow.Void or HandleFlow.Value:
                writer.Line(member.Declaration);
                writer.Open();
                writer.Line(Borrow(handle));
                writer.Line($"{(member.Flow == HandleFlow.Value ? "return " : "")}__lease.Value.{member.Target};");
                writer.Close();
                break;
            case HandleFlow.Stream or HandleFlow.TaskOfStream:
                EmitStream(writer, handle, member);
                break;
            default:
                EmitHeld(writer, handle, member);
                break;
        }
    }

    private static string Borrow(HandleModel handle) => $"using {Names.Lease}<{handle.Resource}> __lease = Borrow(_cell);";

    private static void EmitProperty(SourceWriter writer, HandleModel handle, HandleMember member)
    {
        writer.Line(member.Declaration);
        writer.Open();
        if (member.HasGetter)
        {
            EmitAccessor(writer, handle, member, "get", $"{{0}}.{member.Target}");
        }

        if (member.HasSetter)
        {
            EmitAccessor(writer, handle, member, "set", $"{{0}}.{member.Target} = value");
        }

        writer.Close();
    }

    private static void EmitAccessor(SourceWriter writer, HandleModel handle, HandleMember member, string accessor, string access)
    {
        bool isGetter = accessor == "get";
        writer.Line(accessor);
        writer.Open();
        if (member.Flow == HandleFlow.StoredProperty)
        {
            writer.Line((isGetter ? "var result = " : "") + string.Format(access, "Guard(_cell)") + ";");
            writer.Line("global::System.GC.KeepAlive(this);");
            if (isGetter)
            {
                writer.Line("return result;");
            }
        }
        else
        {
            writer.Line(Borrow(handle));
            writer.Line((isGetter ? "return " : "") + string.Format(access, "__lease.Value") + ";");
        }

        writer.Close();
    }

    /// <summary>The reference passes to the stream, unless there is none.</summary>
    private static void EmitStream(SourceWriter writer, HandleModel handle, HandleMember member)
    {
        bool isAsync = member.Flow == HandleFlow.TaskOfStream;
        string call = isAsync ? $"await __held.Value.{member.Target}.ConfigureAwait(false)" : $"__held.Value.{member.Target}";
        writer.Line(isAsync ? Async(member.Declaration) : member.Declaration);
        writer.Open();
        writer.Line($"{Cell(handle)} __held = Hold(_cell);");
        writer.Line("try");
        writer.Open();
        writer.Line($"return new {Names.LeasedStream}({call}, __held);");
        writer.Close();
        writer.Line("catch");
        writer.Open();
        writer.Line(Release(isAsync));
        writer.Line("throw;");
        writer.Close();
        writer.Close();
    }

    /// <summary>What outlives the call holds a reference until it is done.</summary>
    private static void EmitHeld(SourceWriter writer, HandleModel handle, HandleMember member)
    {
        writer.Line(member.Flow == HandleFlow.Sequence ? member.Declaration : Async(member.Declaration));
        writer.Open();
        writer.Line($"{Cell(handle)} __held = Hold(_cell);");
        writer.Line("try");
        writer.Open();
        writer.Line(member.Flow switch
        {
            HandleFlow.Task => $"await __held.Value.{member.Target}.ConfigureAwait(false);",
            HandleFlow.TaskOfValue => $"return await __held.Value.{member.Target}.ConfigureAwait(false);",
            HandleFlow.AsyncSequence => $"await foreach (var __item in global::System.Threading.Tasks.TaskAsyncEnumerableExtensions.ConfigureAwait(__held.Value.{member.Target}, false))",
            _ => $"foreach (var __item in __held.Value.{member.Target})",
        });
        if (member.Flow is HandleFlow.Sequence or HandleFlow.AsyncSequence)
        {
            writer.Open();
            writer.Line("yield return __item;");
            writer.Close();
        }

        writer.Close();
        writer.Line("finally");
        writer.Open();
        writer.Line(Release(member.Flow != HandleFlow.Sequence));
        writer.Close();
        writer.Close();
    }

    private static string Release(bool isAsync) => isAsync ? "await __held.ReleaseAsync().ConfigureAwait(false);" : "__held.Release();";

    private static string Async(string declaration) => declaration.Replace("partial ", "async partial ");
}
