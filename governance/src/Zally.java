import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zalando.zally.core.CompositeRulesValidator;
import org.zalando.zally.core.ContextRulesValidator;
import org.zalando.zally.core.DefaultContextFactory;
import org.zalando.zally.core.JsonRulesValidator;
import org.zalando.zally.core.RulesConfigKt;
import org.zalando.zally.core.RulesManager;
import org.zalando.zally.core.RulesPolicy;

/** What Zally's rules say of the contracts, as JSON: the first argument is the file to write, the others are the contracts. */
final class Zally {

    public static void main(String[] arguments) throws Exception {
        RulesManager rules = RulesManager.Companion.fromClassLoader(RulesConfigKt.getRulesConfig());
        CompositeRulesValidator validator = new CompositeRulesValidator(
                new ContextRulesValidator(rules, new DefaultContextFactory(List.of())), new JsonRulesValidator(rules));
        List<Map<String, String>> findings = new ArrayList<>();
        for (String contract : List.of(arguments).subList(1, arguments.length)) {
            validator.validate(Files.readString(Path.of(contract)), new RulesPolicy(List.of()), null)
                    .forEach(one -> findings.add(Map.of(
                            "rule", one.getId() + " " + one.getTitle(),
                            "what", one.getViolationType() + ": " + one.getDescription())));
        }
        File file = new File(arguments[0]);
        file.getParentFile().mkdirs();
        new ObjectMapper().writeValue(file, findings);
    }
}
