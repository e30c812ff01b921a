using LayerKit.Generators.Models;
using Microsoft.CodeAnalysis.Text;

namespace LayerKit.Generators.Emit;

/// <summary>Writes the registration of one plugin.</summary>
internal static class RegistrationEmitter
{
    public static SourceText Emit(PluginModel plugin)
    {
        var writer = new SourceWriter();
        writer.Namespace(plugin.Type.Namespace);
        writer.Member($"Registers the {plugin.KindName} <c>{plugin.Name}</c>.", $"public static class {plugin.RegistrationName}");
        writer.Open();
        if (plugin.Options is { } options)
        {
            EmitOptionFields(writer, plugin, options);
        }

        EmitInstance(writer, plugin);
        writer.Line();
        EmitCreate(writer, plugin);
        writer.Line();
        EmitReader(writer, plugin);
        writer.Close();
        return writer.ToSourceText();
    }

    private static bool IsDriver(PluginModel plugin) => plugin.Kind == PluginKind.Driver;

    private static void EmitOptionFields(SourceWriter writer, PluginModel plugin, OptionsModel options)
    {
        writer.Line($"private static readonly {options.Type.FullName} Defaults = new(){Initializer(options.RequiredMembers.Select(member => $"{member} = default!"))};");
        foreach (OptionModel option in options.Options)
        {
            writer.Line();
            EmitOptionField(writer, plugin, option);
        }

        writer.Line();
    }

    private static void EmitOptionField(SourceWriter writer, PluginModel plugin, OptionModel option)
    {
        string type = $"{Names.TypedOption}<{option.ValueType}>";
        string defaults = option is { IsRequired: false, IsSecret: false } ? ", " + Defaults(option) : "";
        string creation = $"private static readonly {type} {option.Property}Option = new({Literal.Of(FullKey(plugin, option.Key))}, {option.Syntax}{defaults})";
        IReadOnlyList<string> members = [.. Members(plugin, option)];
        if (members.Count == 0)
        {
            writer.Line(creation + ";");
            return;
        }

        writer.Line(creation);
        writer.Open();
        foreach (string member in members)
        {
            writer.Line(member + ",");
        }

        writer.Close("};");
    }

    private static IEnumerable<string> Members(PluginModel plugin, OptionModel option)
    {
        if (option.Aliases.Count > 0)
        {
            yield return $"Aliases = {Literal.ListOf(option.Aliases.Select(alias => FullKey(plugin, alias)))}";
        }

        foreach ((string flag, bool value) in new[] { ("Required", option.IsRequired), ("Secret", option.IsSecret), ("Repeatable", option.Shape == OptionShape.List) })
        {
            if (value)
            {
                yield return $"{flag} = true";
            }
        }

        if (option.ObsoleteMessage is { } message)
        {
            yield return $"ObsoleteMessage = {Literal.Of(message)}";
        }
    }

    private static string FullKey(PluginModel plugin, string key) => $"{plugin.Name}.{key}";

    private static string Defaults(OptionModel option) => option.Shape switch
    {
        OptionShape.List => $"Defaults.{option.Property}",
        OptionShape.Nullable => $"Defaults.{option.Property} is {{ }} value ? [value] : []",
        _ => $"[Defaults.{option.Property}]",
    };

    private static void EmitInstance(SourceWriter writer, PluginModel plugin)
    {
        string type = IsDriver(plugin) ? Names.DriverRegistration : Names.MetadataStoreRegistration;
        string probe = IsDriver(plugin) ? $"{Names.DriverRegistration}.ProbeOf<{plugin.Type.FullName}>, " : "";
        writer.Member("What a catalog holds of it.", $"public static {type} Instance {{ get; }} = new({Literal.Of(plugin.Name)}, {plugin.Priority}, {probe}Create)");
        writer.Open();
        if (plugin.Aliases.Count > 0)
        {
            writer.Line($"Aliases = {Literal.ListOf(plugin.Aliases)},");
        }

        if (plugin.Options is { } options)
        {
            writer.Line($"Options = [{string.Join(", ", options.Options.Select(option => option.Property + "Option"))}],");
        }

        writer.Line($"Provider = typeof({plugin.Type.FullName}).ToString(),");
        writer.Close("};");
    }

    private static void EmitCreate(SourceWriter writer, PluginModel plugin)
    {
        string parameters = IsDriver(plugin) ? $"{Names.DriverContext} context, {Names.Pairs} options" : $"{Names.MetadataContext} context";
        writer.Member($"Makes the {plugin.KindName} from its context and options.", $"{plugin.Type.Access} static {plugin.Type.FullName} Create({parameters})");
        writer.Open();
        string pairs = IsDriver(plugin) ? "options" : "context.Options";
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(context);");
        writer.Line($"{(plugin.Options is null ? "" : "var bound = ")}ReadOptions({pairs}, context.Warn);");
        string[] arguments = [.. plugin.Arguments.Select(argument => Expression(plugin, argument))];
        if (arguments.All(argument => !argument.Contains(' ')))
        {
            writer.Line($"return new({string.Join(", ", arguments)});");
        }
        else
        {
            writer.Line("return new(");
            writer.Indented(arguments.Select((argument, i) => argument + (i == arguments.Length - 1 ? ");" : ",")));
        }

        writer.Close();
    }

    private static string Expression(PluginModel plugin, ArgumentModel argument) => argument.Source switch
    {
        ArgumentSource.Context => "context",
        ArgumentSource.Options => "bound",
        ArgumentSource.Logger => Logger(argument),
        ArgumentSource.TimeProvider => $"{Names.PluginServices}.Optional<{argument.Type}>(context.Services){(argument.IsOptional ? "" : " ?? global::System.TimeProvider.System")}",
        _ when argument.IsOptional => $"{Names.PluginServices}.Optional<{argument.Type}>(context.Services)",
        _ => $"{Names.PluginServices}.Required<{argument.Type}>(context.Services, {Literal.Of(plugin.Name)})",
    };

    private static string Logger(ArgumentModel argument)
    {
        const string Logging = "global::Microsoft.Extensions.Logging";
        string none = argument.IsOptional ? "null" : $"{Logging}.Abstractions.NullLogger<{argument.Type}>.Instance";
        return $"{Names.PluginServices}.Optional<{Logging}.ILoggerFactory>(context.Services) is {{ }} loggers"
            + $" ? {Logging}.LoggerFactoryExtensions.CreateLogger<{argument.Type}>(loggers) : {none}";
    }

    private static void EmitReader(SourceWriter writer, PluginModel plugin)
    {
        string access = plugin.Type is { IsPublic: true } && plugin.Options is null or { Type.IsPublic: true } ? "public" : "internal";
        string type = plugin.Options?.Type.FullName ?? "void";
        writer.Member(
            "Reads its options; <see cref=\"global::LayerKit.Errors.DriverOptionException\"/> lists everything that is wrong with them.",
            $"{access} static {type} ReadOptions({Names.Pairs} options, global::System.Action<string>? warn = null)");
        writer.Open();
        writer.Line($"var reader = new {Names.OptionReader}({Literal.Of(plugin.Name)}, Instance.Options, options, warn);");
        if (plugin.Options is { } options)
        {
            writer.Line($"var bound = new {options.Type.FullName}");
            writer.Open();
            foreach (OptionModel option in options.Options)
            {
                writer.Line($"{option.Property} = {Value(option)},");
            }

            writer.Close("};");
        }

        writer.Line("reader.ThrowIfBad();");
        if (plugin.Options is not null)
        {
            writer.Line("return bound;");
        }

        writer.Close();
    }

    private static string Value(OptionModel option) => option.Shape switch
    {
        OptionShape.List => $"reader.Has({option.Property}Option) ? [.. reader.ReadList({option.Property}Option)] : Defaults.{option.Property}",
        OptionShape.Nullable => $"reader.ReadNullable({option.Property}Option, Defaults.{option.Property})",
        _ => $"reader.Read({option.Property}Option, Defaults.{option.Property})",
    };

    private static string Initializer(IEnumerable<string> members)
    {
        string joined = string.Join(", ", members);
        return joined.Length == 0 ? "" : $" {{ {joined} }}";
    }
}
