namespace LayerKit.Architecture.Tests.Debts;

public sealed class DebtTests
{
    [Fact]
    public void Nothing_is_put_off() =>
        Expect.None("no TODO, FIXME or HACK", Repository.Sources.SelectMany(DebtRules.PutOff).Concat(Repository.ProjectFiles.SelectMany(DebtRules.PutOff)));

    [Theory]
    [InlineData("// TODO later")]
    [InlineData("/* a hack */")]
    [InlineData("/// <summary>FIXME</summary>\nclass A;")]
    public void A_put_off_note_is_found(string text) => Assert.NotEmpty(DebtRules.PutOff(Sample(text)));

    [Fact]
    public void A_put_off_note_in_a_project_is_found() =>
        Expect.Found(DebtRules.PutOff(new ProjectFile("src/A/A.csproj", "<Project>\n<!-- TODO -->\n</Project>")), "src/A/A.csproj:2");

    [Fact]
    public void A_word_in_a_string_is_not_put_off() => Assert.Empty(DebtRules.PutOff(Sample("""var text = "TODO"; // hackneyed""")));

    [Fact]
    public void Nothing_is_folded_away() => Expect.None("no #region", DebtRules.Regions);

    [Fact]
    public void A_region_is_found() => Expect.Found(DebtRules.Regions(Sample("class A\n{\n#region Parts\n#endregion\n}\n")), "A.cs:3: #region Parts");

    [Fact]
    public void No_project_silences_warnings() => Expect.None("no NoWarn in a project file", Repository.ProjectFiles.SelectMany(DebtRules.SilencedWarnings));

    [Fact]
    public void A_silenced_warning_is_found() =>
        Expect.Found(DebtRules.SilencedWarnings(new("src/A/A.csproj", "<Project>\n<PropertyGroup><NoWarn>CS1591</NoWarn></PropertyGroup></Project>")), "src/A/A.csproj:2");

    [Fact]
    public void A_pragma_gives_its_reason_on_its_line() => Expect.None("a pragma gives its reason on its line", DebtRules.UnexplainedPragmas);

    [Fact]
    public void A_pragma_without_a_reason_is_found()
    {
        Expect.Found(DebtRules.UnexplainedPragmas(Sample("#pragma warning disable CA1000\nclass A;\n#pragma warning restore CA1000\n")), "A.cs:1");
        Assert.Empty(DebtRules.UnexplainedPragmas(Sample("#pragma warning disable CA1000 // the name is libc's\nclass A;\n")));
    }

    [Fact]
    public void Pragmas_are_at_most_1_per_1000_lines() => Expect.None("at most 1 pragma per 1,000 lines", DebtRules.TooManyPragmas(Repository.Sources));

    [Fact]
    public void A_pragma_in_999_lines_is_found()
    {
        string pragma = "#pragma warning disable CA1000 // why\n";
        Expect.Found(DebtRules.TooManyPragmas([Sample(pragma + new string('\n', 998))]), "A.cs:1");
        Assert.Empty(DebtRules.TooManyPragmas([Sample(pragma + new string('\n', 999))]));
    }

    [Fact]
    public void A_suppression_gives_its_justification() => Expect.None("a suppression gives its justification", DebtRules.UnexplainedSuppressions);

    [Fact]
    public void A_suppression_without_a_justification_is_found()
    {
        Expect.Found(DebtRules.UnexplainedSuppressions(Sample("""[SuppressMessage("a", "b")] class A;""")), "A.cs:1");
        Assert.Empty(DebtRules.UnexplainedSuppressions(Sample("""[SuppressMessage("a", "b", Justification = "why")] class A;""")));
    }

    [Fact]
    public void An_error_has_a_type() => Expect.None("no bare Exception is made", DebtRules.BareExceptions);

    [Fact]
    public void A_bare_exception_is_found() => Expect.Found(DebtRules.BareExceptions(Sample("throw new Exception(); throw new IOException();")), "A.cs:1");

    [Fact]
    public void No_error_is_swallowed_without_a_reason() => Expect.None("an empty catch says why", DebtRules.SwallowedErrors);

    [Fact]
    public void A_swallowed_error_is_found()
    {
        Expect.Found(DebtRules.SwallowedErrors(Sample("try { } catch (IOException) { }")), "A.cs:1");
        Assert.Empty(DebtRules.SwallowedErrors(Sample("try { } catch (IOException)\n{\n    // It is gone already.\n}")));
    }

    [Fact]
    public void No_test_is_skipped_for_good() => Expect.None("no Skip", DebtRules.SkippedTests);

    [Fact]
    public void A_skipped_test_is_found() => Expect.Found(DebtRules.SkippedTests(Sample("""class A { [Fact(Skip = "later")] void T() { } }""")), "A.cs:1");

    [Fact]
    public void No_test_sleeps() => Expect.None("no test sleeps", DebtRules.Sleeps);

    [Fact]
    public void A_sleeping_test_is_found()
    {
        const string Text = "Thread.Sleep(10); await Task.Delay(5); await Task.Delay(Timeout.Infinite, token);";
        Expect.Found(DebtRules.Sleeps(new("tests/A/A.cs", Text)), "Thread.Sleep(10)", "Task.Delay(5)");
        Assert.Empty(DebtRules.Sleeps(Sample(Text)));
    }

    private static SourceFile Sample(string text) => new("src/Sample/A.cs", text);
}
